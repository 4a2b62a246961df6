// Makes the course work without a network. The build writes VERSION, FILES (address below this
// script, and its SHA-256) and LATER (addresses that are kept once they were wanted) before this.
//
// Pages come from one version only: the one that is wholly here. Scripts and styles have their
// hash in their name, so that what a page of an earlier version still asks for is the right one.
const PREFIX = 'ordinal-';
const CACHE = `${PREFIX}${VERSION}`;
const LATER_CACHE = `${PREFIX}later`;
const WHOLE = new URL('.whole', registration.scope).href;
const AT_ONCE = 6;

const addressOf = (file) => new URL(file, registration.scope).href;
const isHashed = (file) => file.startsWith('_astro/');
const later = new Set(LATER);

/** Takes a file from an earlier version, or fetches it; another content than the listed fails. */
async function take(cache, [file, sha256]) {
  const address = addressOf(file);
  if ((await cache.match(address)) !== undefined) return;
  const known = isHashed(file) ? await caches.match(address) : undefined;
  const init = { integrity: `sha256-${sha256}`, cache: 'no-cache' };
  const answer = known ?? (await fetch(address, init));
  if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
  await cache.put(address, answer);
}

async function install() {
  const cache = await caches.open(CACHE);
  const pending = Object.entries(FILES);
  const work = async () => {
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      await take(cache, next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.put(WHOLE, new Response(VERSION));
}

/** Keeps this version and the one before, which pages may still run, and drops the rest. */
async function activate() {
  const names = (await caches.keys()).filter((name) => /^ordinal-(?!later$)/.test(name));
  const before = [];
  for (const name of names) {
    const isWhole = (await (await caches.open(name)).match(WHOLE)) !== undefined;
    if (name !== CACHE && isWhole) before.push(name);
  }
  const kept = new Set([CACHE, ...before.slice(-1)]);
  await Promise.all(names.filter((name) => !kept.has(name)).map((name) => caches.delete(name)));
  const extra = await caches.open(LATER_CACHE);
  const wanted = new Set(LATER.map(addressOf));
  for (const request of await extra.keys()) {
    if (!wanted.has(request.url)) await extra.delete(request);
  }
  if (before.length === 0) await clients.claim();
}

async function answerFile(file, request) {
  const address = addressOf(file);
  const known = isHashed(file)
    ? await caches.match(address)
    : await (await caches.open(CACHE)).match(address);
  if (known !== undefined) return known;
  const answer = await fetch(request);
  if (answer.ok && later.has(file)) {
    await (await caches.open(LATER_CACHE)).put(address, answer.clone());
  }
  return answer;
}

async function answerPage(path, request) {
  const cache = await caches.open(CACHE);
  const page = await cache.match(addressOf(path));
  if (page !== undefined) return page;
  if (Object.hasOwn(FILES, `${path}/`)) return Response.redirect(addressOf(`${path}/`), 301);
  try {
    return await fetch(request);
  } catch {
    return (await cache.match(addressOf('404.html'))) ?? Response.error();
  }
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('message', (event) => {
  if (event.data === 'take-over') skipWaiting();
});
addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(registration.scope)) return;
  const path = url.href.slice(registration.scope.length).replace(/[?#].*$/s, '');
  if (request.mode === 'navigate') {
    // Only the server can say which sites may frame it.
    if (!url.searchParams.has('embed')) event.respondWith(answerPage(path, request));
  } else if (Object.hasOwn(FILES, path) || later.has(path) || isHashed(path)) {
    event.respondWith(answerFile(path, request));
  }
});
