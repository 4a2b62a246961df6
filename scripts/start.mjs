// `npm start`: installs what is missing, builds the site when its sources changed, and serves it.
import { isBuilt } from './fingerprint.mjs';
import { ensureInstalled, modernNode, run } from './setup.mjs';

await ensureInstalled();
const node = modernNode();
if (!isBuilt()) {
  process.stdout.write('Building the site …\n');
  const code = await run(node, ['scripts/build.mjs', '--silent']);
  if (code !== 0) {
    process.stderr.write('The build failed. To see all of it: npm run build\n');
    process.exit(code);
  }
}
process.exitCode = await run(node, ['src/cli/start.ts', ...process.argv.slice(2)]);
