import { existsSync } from 'node:fs';
import path from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
const MAC_APPS = ['Google Chrome', 'Chromium'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** Nothing is asked of the network, and a container without user namespaces can run it. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-sync',
];

/** An installed Chrome or Chromium: `CHROME_PATH`, else the first of the usual names. */
function installedChrome(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    process.env.CHROME_PATH ?? '',
    ...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...MAC_APPS,
  ];
  return candidates.find((file) => file !== '' && existsSync(file));
}

/**
 * Starts a headless Chromium: an installed one, else the one inside an npm package (Linux x64).
 * `args` are switches of its command line.
 */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const executablePath = installedChrome() ?? (await sparticuz.executablePath());
  return chromium.launch({ executablePath, args: [...QUIET, ...args], headless: true });
}
