// Builds the site into dist/ and notes what it was built from.
import { rmSync, writeFileSync } from 'node:fs';
import { fingerprint, recordFile } from './fingerprint.mjs';
import { ensureInstalled, run } from './setup.mjs';

await ensureInstalled();
const before = fingerprint();
rmSync(recordFile, { force: true });
const code = await run('astro', ['build', ...process.argv.slice(2)]);
if (code === 0) writeFileSync(recordFile, `${before}\n`);
process.exitCode = code;
