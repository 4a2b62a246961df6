// `npm test`: every stage in order, a line for each, and a count of everything at the end. The
// output of a stage is shown when it fails.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureInstalled, environment, root } from './setup.mjs';

/**
 * `isCounted`: its runner is vitest, which can report how many tests there were. `needs`: the
 * script without whose success it would only wait for what is not there.
 */
const STAGES = [
  { name: 'types', script: 'test:types', isCounted: false, needs: '' },
  { name: 'lint', script: 'test:lint', isCounted: false, needs: '' },
  { name: 'architecture', script: 'test:layers', isCounted: true, needs: '' },
  { name: 'unit tests', script: 'test:unit', isCounted: true, needs: '' },
  { name: 'conformance', script: 'test:conformance', isCounted: true, needs: '' },
  { name: 'clients', script: 'test:clients', isCounted: true, needs: '' },
  { name: 'real kubectl', script: 'test:contract', isCounted: true, needs: '' },
  { name: 'recordings again', script: 'test:recorded', isCounted: true, needs: '' },
  { name: "lessons' proofs", script: 'test:lessons', isCounted: true, needs: '' },
  { name: 'build', script: 'build', isCounted: false, needs: '' },
  { name: 'sizes', script: 'size', isCounted: false, needs: 'build' },
  { name: 'end to end', script: 'test:e2e', isCounted: true, needs: 'build' },
];

/** A stage that takes longer hangs. */
const STAGE_TIMEOUT_MS = 20 * 60 * 1000;

/** @typedef {{ passed: number, failed: number, seconds: number, output: string }} Outcome */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function capture(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...environment, CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: STAGE_TIMEOUT_MS,
    });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    child.once('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * A file whose tests could not even be loaded counts as one failed test.
 * @param {string} file
 * @param {number} code
 */
function countTests(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const isBroken = (/** @type {any} */ suite) =>
    suite.status === 'failed' && suite.assertionResults.length === 0;
  const failed = report.numFailedTests + report.testResults.filter(isBroken).length;
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/**
 * @param {(typeof STAGES)[number]} stage
 * @param {string} directory where reports go
 * @returns {Promise<Outcome>}
 */
async function runStage(stage, directory) {
  const startedAt = Date.now();
  const report = path.join(directory, `${stage.script.replace(':', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['run', '-s', stage.script, ...(stage.isCounted ? ['--', ...reporters] : [])];
  const { code, output } = await capture('npm', args);
  const one = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  const counts = stage.isCounted ? countTests(report, code) : one;
  return { ...counts, seconds: (Date.now() - startedAt) / 1000, output };
}

/**
 * @param {(typeof STAGES)[number]} stage
 * @returns {Outcome} of a stage that was not run
 */
const blocked = ({ needs }) => ({
  passed: 0,
  failed: 1,
  seconds: 0,
  output: `Not run, because \`npm run ${needs}\` failed.\n`,
});

const startedAt = Date.now();
await ensureInstalled();
const directory = mkdtempSync(path.join(tmpdir(), 'ordinal-test-'));
const failures = [];
let passed = 0;
let failed = 0;
for (const [index, stage] of STAGES.entries()) {
  process.stdout.write(`[${index + 1}/${STAGES.length}] ${stage.name.padEnd(16)}`);
  const isBlocked = failures.some(({ script }) => script === stage.needs);
  const outcome = isBlocked ? blocked(stage) : await runStage(stage, directory);
  passed += outcome.passed;
  failed += outcome.failed;
  const word = outcome.failed === 0 ? 'ok' : 'FAILED';
  const tests = stage.isCounted ? `${outcome.passed + outcome.failed} tests` : '';
  const seconds = `${outcome.seconds.toFixed(1)} s`;
  process.stdout.write(`${word.padEnd(8)}${seconds.padStart(8)}  ${tests}\n`);
  if (outcome.failed > 0) {
    process.stdout.write(`${outcome.output.trimEnd()}\n\n`);
    failures.push(stage);
  }
}
rmSync(directory, { recursive: true });
process.stdout.write(`\nAll stages: ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
for (const stage of failures) {
  process.stdout.write(`${stage.name} failed; to run it alone: npm run ${stage.script}\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
