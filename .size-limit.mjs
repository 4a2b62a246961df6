// `npm run size`: gzip sizes of the scripts of the built site, and what they may be.
import { builtScripts } from './scripts/built-scripts.mjs';

/**
 * A little above what they are. The simulator's is for what a cluster needs before its first
 * command. What requests go through, kubectl, shell, tools, controllers, images and the like come
 * later, in parts.
 */
const LIMITS = { beforeInput: '131 kB', simulator: '149 kB' };

const { pages, simulator, editor, rest } = builtScripts();

/** Pages that need the same scripts are one row. */
const groups = Map.groupBy(pages, ({ scripts }) => scripts.join());

const row = (
  /** @type {string} */ name,
  /** @type {readonly string[]} */ files,
  /** @type {{ limit?: string }} */ options,
) => ({ name, path: files.map((file) => `dist/${file}`), gzip: true, ...options });

export default [
  ...[...groups.values()].map((group) => {
    const [{ page, scripts }] = group;
    const others = group.length > 1 ? ` and ${group.length - 1} more` : '';
    return row(`before input: ${page}${others}`, scripts, { limit: LIMITS.beforeInput });
  }),
  row('simulator', simulator, { limit: LIMITS.simulator }),
  row('editor, when opened', editor, {}),
  row('other script that comes later', rest, {}),
];
