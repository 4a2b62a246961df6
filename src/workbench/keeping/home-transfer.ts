import { type Dictionary, fill } from '../../i18n/index.ts';
import type { SessionStore } from '../../session/progress.ts';
import { byId, create } from '../dom.ts';
import { download } from '../download.ts';
import { noteBegun } from './begun.ts';

type Texts = Dictionary['transfer'];

const today = (): string => new Date().toISOString().slice(0, 10);

async function exportTo(store: SessionStore, t: Texts): Promise<string> {
  const { exportAll } = await import('../../session/transfer.ts');
  const count = (await store.lessons()).length;
  if (count === 0) return t.nothing;
  download(`ordinal-${today()}.json`, await exportAll(store));
  return fill(t.exported, { count });
}

async function importFrom(file: File, store: SessionStore, t: Texts): Promise<string> {
  const { importAll, readTransfer } = await import('../../session/transfer.ts');
  const read = readTransfer(await file.text());
  if (!read.ok) {
    const { problem } = read;
    return fill(t[problem.type], { lesson: problem.type === 'broken' ? problem.lesson : '' });
  }
  // A name that no page has: those that are open notice that their session was replaced.
  const holder = `import-${Date.now()}`;
  const { lessons, sessions, aside } = await importAll(store, read.value, holder);
  for (const [lesson, { session }] of Object.entries(read.value)) {
    if (session !== undefined) noteBegun(lesson, session.log);
  }
  return fill(t.imported, { lessons, sessions, aside });
}

/** The title of a lesson, as its card says it. */
const titleOf = (lesson: string): string =>
  document.querySelector(`[data-lesson="${lesson}"] .lesson-title`)?.textContent ?? lesson;

/** Lists what was put aside, each with a way to save it. */
async function listAside(section: HTMLElement, store: SessionStore, t: Texts): Promise<void> {
  const place = section.querySelector<HTMLElement>('.transfer-aside');
  const list = place?.querySelector('ul');
  if (place === null || list === null || list === undefined) return;
  const items: HTMLElement[] = [];
  for (const lesson of await store.lessons()) {
    for (const [index, value] of (await store.aside(lesson)).entries()) {
      const number = String(index + 1);
      const name = fill(t.asideItem, { lesson: titleOf(lesson), number });
      const button = create('button', 'button button-small', t.asideAction);
      button.setAttribute('aria-label', fill(t.asideSave, { name }));
      button.addEventListener('click', () =>
        download(`${lesson.replace('/', '-')}-aside-${number}.json`, JSON.stringify(value)),
      );
      const item = create('li', '', '');
      item.append(create('span', '', name), button);
      items.push(item);
    }
  }
  list.replaceChildren(...items);
  place.hidden = items.length === 0;
}

/** Makes the export and import on the course home work. `onImported`: progress has changed. */
export function startTransfer(store: SessionStore, onImported: () => Promise<void>): void {
  const section = byId('transfer');
  const t = JSON.parse(section.dataset.texts ?? '{}') as Texts;
  const list = (): Promise<void> => listAside(section, store, t).catch(() => undefined);
  void list();
  const status = section.querySelector('.transfer-said');
  const say = async (act: () => Promise<string>): Promise<void> => {
    if (status === null) return;
    try {
      status.textContent = await act();
    } catch (error) {
      status.textContent = fill(t.failed, {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };
  section
    .querySelector('[data-transfer=export]')
    ?.addEventListener('click', () => void say(() => exportTo(store, t)));
  section.querySelector('[data-transfer=load]')?.addEventListener('change', (event) => {
    const field = event.target as HTMLInputElement;
    const [file] = field.files ?? [];
    if (file === undefined) return;
    void say(async () => {
      const said = await importFrom(file, store, t);
      // The same file can be chosen again.
      field.value = '';
      await onImported();
      await list();
      return said;
    });
  });
}
