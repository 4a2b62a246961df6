// What every script needs before it starts: the packages of the lockfile, and a Node that runs
// TypeScript. Runs on Node 20 without any package.
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const binaries = path.join(root, 'node_modules', '.bin');

/** The environment of everything that is started: local binaries first, no telemetry. */
export const environment = {
  ...process.env,
  PATH: [binaries, process.env.PATH ?? ''].join(path.delimiter),
  ASTRO_TELEMETRY_DISABLED: '1',
};

/**
 * Runs a command to its end and answers its exit code. Signals that reach us are passed on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 * @returns {Promise<number>}
 */
export function run(command, args, stdio = 'inherit') {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio });
    const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/**
 * npm writes its own record last, so a half-done install has none. A node_modules that is a link
 * belongs to another clone: `npm ci` would empty that one, so it is taken as it is.
 */
function isInstalled() {
  const folder = path.join(root, 'node_modules');
  const record = path.join(folder, '.package-lock.json');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return true;
  if (!existsSync(record)) return false;
  return statSync(record).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

/** Installs the packages of the lockfile when they are missing or older than it. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  process.stderr.write('Installing packages (npm ci) …\n');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // Standard output belongs to whoever called us, so npm speaks on standard error.
  const code = await run('npm', ['ci', ...quiet], ['ignore', 2, 2]);
  if (code !== 0) {
    process.stderr.write('npm ci failed: its message stands above.\n');
    process.exit(code);
  }
}

/** The Node that runs TypeScript files: the packaged one, else this one when it is new enough. */
export function modernNode() {
  const packaged = path.join(binaries, 'node');
  if (existsSync(packaged)) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  process.stderr.write(
    `This is Node ${process.versions.node} on ${process.platform} ${process.arch}. ` +
      'On Linux x64 a newer Node is installed with the packages; ' +
      'here, please install Node 22.18 or newer (nodejs.org) and try again.\n',
  );
  process.exit(1);
}
