// `npm run test:types`: every type check, two at a time; what the failing ones say is shown.
import { spawn } from 'node:child_process';
import { environment, root } from './setup.mjs';

const AT_ONCE = 2;

// The slowest first, so that none is left alone at the end.
const CHECKS = [
  ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  ['astro', 'check', '--minimumFailingSeverity', 'warning'],
  ['tsc', '-p', 'test'],
  ['tsc', '-p', 'sim'],
  ['tsc', '-p', 'src/cli'],
];

/**
 * @param {readonly string[]} words a command and its arguments
 * @returns {Promise<boolean>} whether it went well
 */
function check(words) {
  return new Promise((resolve) => {
    const [command = '', ...args] = words;
    const child = spawn(command, args, { cwd: root, env: environment });
    let output = '';
    const keep = (/** @type {Buffer} */ text) => {
      output += text;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => keep(Buffer.from(`${error.message}\n`)));
    child.once('close', (code) => {
      const title = `${code === 0 ? 'ok    ' : 'FAILED'} ${words.join(' ')}\n`;
      process.stdout.write(code === 0 ? title : `${title}${output.trimEnd()}\n\n`);
      resolve(code === 0);
    });
  });
}

const pending = [...CHECKS];
// The types of the pages' content are generated; every check of the site needs them.
let isWhole = await check(['astro', 'sync', '--silent']);
const work = async () => {
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (!(await check(next))) isWhole = false;
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, work));
process.exitCode = isWhole ? 0 : 1;
