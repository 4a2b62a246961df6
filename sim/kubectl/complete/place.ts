import { find, ROOT_FLAGS } from '../find.ts';
import { type Arguments, type Flag, parseFlags } from '../flags.ts';
import type { Verb, VerbGroup } from '../verb.ts';
import { ALL_VERBS } from '../verbs/index.ts';

/** What is known about the word that is completed by the words before it. */
export interface Place extends Arguments {
  /** Verbs that may come next. */
  readonly verbs: readonly (Verb | VerbGroup)[];
  /** The words that name the verb: `rollout status`; '' before one. */
  readonly path: string;
  /** Flags that the verb takes besides those of every verb. */
  readonly own: readonly Flag[];
  /** The flag whose value stands at the place. */
  readonly flag: Flag | undefined;
  /** What stands in the word before that value: `--output=`. */
  readonly head: string;
  /** What is completed: the word without its head. */
  readonly word: string;
  readonly isAfterDash: boolean;
}

/** The flag that a word of the command line ends with: `-it` ends with `-t`. */
function flagNamed(flags: readonly Flag[], word: string): Flag | undefined {
  if (word.startsWith('--')) return flags.find(({ name }) => `--${name}` === word);
  return flags.find(({ short }) => short !== '' && short === word.at(-1));
}

const isFlag = (word: string): boolean => /^-[^-]|^--./.test(word);

/**
 * Reads the words before the place: which verb, which arguments, whether a flag waits for its
 * value; undefined where kubectl would refuse them. Models getCompletions of cobra.
 */
export function placeOf(words: readonly string[], at: number): Place | undefined {
  const before = words.slice(1, at);
  const found = find(before);
  const own = found.type === 'verb' ? found.verb.flags : [];
  const flags = [...own, ...ROOT_FLAGS];
  const all = words[at] ?? '';
  const last = found.rest.at(-1) ?? '';
  const isAfterDash = found.rest.includes('--');
  let flag: Flag | undefined;
  let head = '';
  const assigned = /^(-[^=]*)=/.exec(all) ?? /^(-\w)(?=\w)/.exec(all);
  if (!isAfterDash && assigned !== null) {
    flag = flagNamed(flags, assigned[1] ?? '');
    if (flag === undefined && all.includes('=')) return undefined;
    const isValued = flag !== undefined && (all.includes('=') || flag.bare === undefined);
    flag = isValued ? flag : undefined;
    head = isValued ? assigned[0] : '';
  } else if (!isAfterDash && !isFlag(all) && isFlag(last) && !last.includes('=')) {
    const waiting = flagNamed(flags, last);
    if (waiting?.bare === undefined) flag = waiting;
  }
  const isWaiting = flag !== undefined && head === '';
  const parsed = parseFlags(flags, isWaiting ? found.rest.slice(0, -1) : found.rest);
  if (!parsed.ok) return undefined;
  const verbs =
    found.type === 'root'
      ? ALL_VERBS
      : found.type === 'group'
        ? found.group.verbs
        : found.verb.verbs;
  return {
    ...parsed.value,
    verbs,
    path: found.type === 'root' ? '' : found.path,
    own,
    flag,
    head,
    word: all.slice(head.length),
    isAfterDash,
  };
}
