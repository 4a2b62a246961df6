// `npm run audit`: builds the site when it is not there, and lets Lighthouse judge it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled, modernNode, root, run } from './setup.mjs';

await ensureInstalled();
const isBuilt = existsSync(path.join(root, 'dist', 'index.html'));
const code = isBuilt ? 0 : await run('npm', ['run', '-s', 'build']);
process.exitCode =
  code === 0 ? await run(modernNode(), ['test/audit/main.ts', ...process.argv.slice(2)]) : code;
