import { byId } from '../dom.ts';
import { createNotices } from '../notices.ts';

/** A page that stays open looks for a new version when it comes to the fore, this often. */
const LOOK_EVERY_MS = 60 * 60_000;

const savesData = (): boolean =>
  'connection' in navigator &&
  (navigator.connection as { readonly saveData?: boolean }).saveData === true;

/** Tells of the version that waits. The page goes on with its own until it is loaded anew. */
function tellUpdate(waiting: ServiceWorker): void {
  const container = byId('page-notices');
  const { update = '', reload = '', later = '' } = container.dataset;
  const run = (): void => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    waiting.postMessage('take-over');
  };
  createNotices(container).show('update', {
    text: update,
    preview: '',
    actions: [
      { label: reload, isPrimary: true, run },
      { label: later, isPrimary: false, run: () => {} },
    ],
  });
}

async function register(): Promise<void> {
  const base = document.documentElement.dataset.base ?? '/';
  const scope = base.endsWith('/') ? base : `${base}/`;
  const options = { scope, updateViaCache: 'none' } as const;
  const registered = await navigator.serviceWorker.register(`${scope}sw.js`, options);
  // Where workers are blocked there is nothing, and no failure either.
  const registration = registered as ServiceWorkerRegistration | undefined;
  if (registration === undefined) return;
  const tellIfWaiting = (): void => {
    const { waiting } = registration;
    if (waiting !== null && navigator.serviceWorker.controller !== null) tellUpdate(waiting);
  };
  tellIfWaiting();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', tellIfWaiting);
  });
  let lookedAtMs = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - lookedAtMs < LOOK_EVERY_MS) return;
    lookedAtMs = Date.now();
    void registration.update().catch(() => undefined);
  });
}

/**
 * Makes the site work without a network from the next visit on, and tells when a new version is
 * there. Begins when the page itself has what it needs.
 */
export function startOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || savesData()) return;
  // A browser that refuses it shows the pages from the network, as before.
  const start = (): void => void register().catch(() => undefined);
  if (document.readyState === 'complete') start();
  else addEventListener('load', start, { once: true });
}
