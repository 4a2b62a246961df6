import { errorText, type FileStat, type Program, resolvePath } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import { matchesPattern } from '../pattern.ts';
import { type Zone, zoneOf } from '../zones.ts';
import { type BlockSize, blockSizeOf, inBlocks } from './block-size.ts';
import { sizeText } from './disks.ts';
import { badChoice, misuse, type Tool, tool } from './tool.ts';

/** How much is in a file or a tree, and when something in it changed last. */
interface Usage {
  readonly bytes: number;
  readonly inodes: number;
  readonly modifiedEpochMs: number;
}

const NOTHING: Usage = { bytes: 0, inodes: 0, modifiedEpochMs: 0 };

const plus = (a: Usage, b: Usage): Usage => ({
  bytes: a.bytes + b.bytes,
  inodes: a.inodes + b.inodes,
  modifiedEpochMs: Math.max(a.modifiedEpochMs, b.modifiedEpochMs),
});

/** What the options ask for. */
interface Manner {
  readonly isApparent: boolean;
  /** Directories deeper than this are not shown. */
  readonly depth: number;
  readonly excluded: readonly string[];
  /** Smaller ones are not shown, or with a sign before it larger ones. */
  readonly threshold: number;
  show(usage: Usage): string;
}

const BLOCK_BYTES = 4096;
const spaceOf = ({ type, size }: FileStat): number =>
  type === 'file' || type === 'directory' ? Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES : 0;

const TIMES = ['atime', 'access', 'use', 'ctime', 'status'];
const STYLES: Readonly<Record<string, string>> = {
  'full-iso': '%Y-%m-%d %H:%M:%S.%N %z',
  'long-iso': '%Y-%m-%d %H:%M',
  iso: '%Y-%m-%d',
};

/** The unit of the last option that gives one; a text is a size that is none. */
function blockOf({ all }: Tool['args']): BlockSize | string {
  const given = all.findLast(({ name }) => 'Bbkm'.includes(name));
  const fixed = { b: '1', k: '1K', m: '1M' }[given?.name ?? 'k'];
  const text = fixed ?? given?.value ?? '';
  return blockSizeOf(text) ?? text;
}

/** The numbers in front of a name. */
function createShow({ has, value, all }: Tool['args'], block: BlockSize, zone: Zone) {
  const last = all.findLast(({ name }) => ['h', 'si', 'B', 'b', 'k', 'm'].includes(name))?.name;
  const amount = ({ bytes, inodes }: Usage): string => {
    if (has('inodes')) return String(inodes);
    if (last === 'h') return sizeText(bytes);
    return last === 'si' ? sizeText(bytes, 1000).replace('K', 'k') : inBlocks(bytes, block);
  };
  if (!has('time')) return amount;
  const style = value('time-style') ?? 'long-iso';
  const format = style.startsWith('+') ? style.slice(1) : (STYLES[style] ?? '');
  return (usage: Usage): string =>
    `${amount(usage)}\t${formatDate(format, usage.modifiedEpochMs, zone)}`;
}

/** Reads the options, or complains and answers the status. */
function* readManner(t: Tool): Program<Manner | number> {
  const { has, value, all } = t.args;
  const refuse = (option: string, text: string): Program<void> =>
    t.err(`invalid -${option} argument '${text}'`);
  const depth = value('d');
  if (depth !== undefined && !/^\d+$/.test(depth)) {
    return yield* misuse(t, 'du', `invalid maximum depth ‘${depth}’`);
  }
  const block = blockOf(t.args);
  if (typeof block === 'string') {
    yield* refuse('B', block);
    return 1;
  }
  const least = value('t') ?? '0';
  const threshold = least === '0' ? 0 : blockSizeOf(least.replace(/^-/, ''))?.bytes;
  if (threshold === undefined) {
    yield* refuse('t', least);
    return 1;
  }
  const time = value('time');
  if (time !== undefined && !TIMES.includes(time)) {
    return yield* badChoice(t, 'du', 'time', time, ['atime’, ‘access’, ‘use', 'ctime’, ‘status']);
  }
  const zone = zoneOf(t.context.env.get('TZ'));
  return {
    isApparent: has('b') || has('apparent-size'),
    depth: has('s') ? 0 : Number(depth ?? Number.POSITIVE_INFINITY),
    excluded: all.flatMap(({ name, value: text }) => (name === 'exclude' ? (text ?? '') : [])),
    threshold: least.startsWith('-') ? -threshold : threshold,
    show: createShow(t.args, block, zone),
  };
}

/** Why the options do not go together, and whether that is only said. */
function contradiction({ has, value }: Tool['args']): readonly [string, boolean] | undefined {
  if (has('s') && has('a')) return ['cannot both summarize and show all entries', true];
  const depth = value('d');
  if (!has('s') || depth === undefined) return undefined;
  if (depth === '0') return ['warning: summarizing is the same as using --max-depth=0', false];
  return [`warning: summarizing conflicts with --max-depth=${depth}`, true];
}

/** Sums up a tree, and shows of it what was asked for. */
function createWalk(t: Tool, manner: Manner) {
  const { has } = t.args;
  const { files } = t.context;
  const seen = new Set<number>();
  const end = has('0') ? '\0' : '\n';
  const { threshold } = manner;
  const isShown = ({ bytes }: Usage): boolean =>
    threshold < 0 ? bytes <= -threshold : bytes >= threshold;
  function* tell(usage: Usage, name: string): Program<void> {
    if (isShown(usage)) yield* t.out(`${manner.show(usage)}\t${name}${end}`);
  }
  const isLeftOut = (name: string): boolean =>
    manner.excluded.some(
      (pattern) =>
        matchesPattern(pattern, name, false) ||
        matchesPattern(pattern, name.slice(name.lastIndexOf('/') + 1), false),
    );
  /** Another name of a file that was counted counts nothing. */
  const isAgain = ({ inode, links, type }: FileStat): boolean => {
    if (has('l') || type === 'directory' || (links < 2 && !has('L'))) return false;
    if (seen.has(inode)) return true;
    seen.add(inode);
    return false;
  };
  function* walk(path: string, name: string, depth: number): Program<Usage> {
    const isFollowed = has('L') || ((has('D') || has('H')) && depth === 0);
    const found = isFollowed ? files.stat(path) : files.lstat(path);
    if (!found.ok || isLeftOut(name) || isAgain(found.value)) return NOTHING;
    const { type, size, modifiedEpochMs } = found.value;
    const isTree = type === 'directory';
    const bytes = manner.isApparent ? size : spaceOf(found.value);
    const own: Usage = { bytes, inodes: 1, modifiedEpochMs };
    if (!isTree) {
      if ((has('a') && depth <= manner.depth) || depth === 0) yield* tell(own, name);
      return own;
    }
    const listed = files.list(path);
    if (!listed.ok) yield* t.err(`cannot read directory '${name}': ${errorText(listed.error)}`);
    let [all, shown] = [own, own];
    for (const child of listed.ok ? listed.value : []) {
      const below = resolvePath(path, child);
      const part = yield* walk(below, `${name.replace(/\/$/, '')}/${child}`, depth + 1);
      all = plus(all, part);
      const stat = files.lstat(below);
      if (!has('S') || !stat.ok || stat.value.type !== 'directory') shown = plus(shown, part);
    }
    if (depth <= manner.depth) yield* tell(shown, name);
    return all;
  }
  return { walk, tell };
}

export const du = tool({
  name: 'du',
  summary: 'Sums up the space that files take.',
  flags:
    '0|null a|all B|block-size: b|bytes c|total D|dereference-args d|max-depth: H ' +
    'h|human-readable k L|dereference l|count-links m P|no-dereference S|separate-dirs ' +
    's|summarize t|threshold: x|one-file-system |apparent-size |exclude: |inodes |si |time:: ' +
    '|time-style:',
  *run(t) {
    const { has, operands } = t.args;
    const { files } = t.context;
    const manner = yield* readManner(t);
    if (typeof manner === 'number') return manner;
    const problem = contradiction(t.args);
    if (problem?.[1] === true) return yield* misuse(t, 'du', problem[0]);
    if (problem !== undefined) yield* t.err(problem[0]);
    const { walk, tell } = createWalk(t, manner);
    let total = NOTHING;
    let status = 0;
    for (const name of operands.length === 0 ? ['.'] : operands) {
      const stat = files.lstat(t.path(name));
      if (!stat.ok) {
        yield* t.err(['cannotAccess', name, errorText(stat.error)]);
        status = 1;
        continue;
      }
      total = plus(total, yield* walk(t.path(name), name, 0));
    }
    if (has('c')) yield* tell(total, 'total');
    return status;
  },
});
