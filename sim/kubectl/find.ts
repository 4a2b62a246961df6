import { type Flag, flagNamed } from './flags.ts';
import { GLOBAL_FLAGS, HELP_FLAG } from './global-flags.ts';
import { isVerb, type Verb, type VerbGroup } from './verb.ts';
import { ALL_VERBS } from './verbs/index.ts';

/** What the words of a command line name. */
export type Found =
  | { readonly type: 'verb'; readonly verb: Verb; readonly path: string; readonly rest: string[] }
  | {
      readonly type: 'group';
      readonly group: VerbGroup;
      readonly path: string;
      readonly rest: string[];
    }
  | { readonly type: 'root'; readonly rest: readonly string[] };

/** Where the first word is that is neither a flag nor a flag's value. Models cobra's stripFlags. */
export function firstWord(words: readonly string[], flags: readonly Flag[]): number {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') return -1;
    if (!word.startsWith('-') || word === '-') return i;
    if (word.includes('=') || (!word.startsWith('--') && word.length > 2)) continue;
    const spec = word.startsWith('--')
      ? flagNamed(flags, word.slice(2))
      : flags.find((flag) => `-${flag.short}` === word);
    if (spec?.bare === undefined) i++;
  }
  return -1;
}

/** Flags that stand before every verb too. */
export const ROOT_FLAGS: readonly Flag[] = [...GLOBAL_FLAGS, HELP_FLAG];

export const without = (words: readonly string[], at: number): string[] =>
  words.filter((_, i) => i !== at);

const named = <V extends Verb | VerbGroup>(verbs: readonly V[], word: string): V | undefined =>
  verbs.find((verb) => verb.name === word || verb.aliases.includes(word));

const ownFlags = (verb: Verb | VerbGroup): readonly Flag[] => (isVerb(verb) ? verb.flags : []);

/** The verb or the group that words name, and what is left of them. */
export function find(words: readonly string[]): Found {
  const at = firstWord(words, ROOT_FLAGS);
  const top = at < 0 ? undefined : named(ALL_VERBS, words[at] as string);
  if (top === undefined) return { type: 'root', rest: words };
  let rest = without(words, at);
  let current: Verb | VerbGroup = top;
  let path: string = top.name;
  for (;;) {
    const flags = [...ownFlags(current), ...ROOT_FLAGS];
    const next = firstWord(rest, flags);
    const below: Verb | VerbGroup | undefined =
      next < 0 ? undefined : named(current.verbs, rest[next] as string);
    if (below === undefined) break;
    rest = without(rest, next);
    current = below;
    path = `${path} ${below.name}`;
  }
  if (isVerb(current)) return { type: 'verb', verb: current, path, rest };
  return { type: 'group', group: current, path, rest };
}
