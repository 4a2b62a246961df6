// Runs one of our command line programs: `node scripts/cli.mjs NAME ARGUMENT…` is
// `src/cli/NAME.ts` on a Node that can run it, from a clone where nothing is installed too.
import { ensureInstalled, modernNode, run } from './setup.mjs';

const [name, ...args] = process.argv.slice(2);
await ensureInstalled();
process.exitCode = await run(modernNode(), [`src/cli/${name}.ts`, ...args]);
