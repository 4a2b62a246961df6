import type { Flag } from '../flags.ts';
import { GLOBAL_FLAGS } from '../global-flags.ts';
import { isVerb, type Verb, type VerbGroup } from '../verb.ts';

/** What is known about the words before the one that is completed. */
export interface Place {
  readonly verbs: readonly (Verb | VerbGroup)[];
  readonly verb: Verb | undefined;
  readonly path: string;
  /** Arguments of the verb so far. */
  readonly args: readonly string[];
  /** The flag whose value stands at the place. */
  readonly flag: Flag | undefined;
  /** Of `-n`; '' when it is not given. */
  readonly namespace: string;
  /** Values that flags were given so far, by name. */
  readonly given: ReadonlyMap<string, string>;
  readonly isAfterDash: boolean;
}

export const flagsOf = (verb: Verb | undefined): readonly Flag[] => [
  ...(verb?.flags ?? []),
  ...GLOBAL_FLAGS,
];

export const flagFor = (flags: readonly Flag[], word: string): Flag | undefined =>
  word.startsWith('--')
    ? flags.find((flag) => `--${flag.name}` === word.split('=')[0])
    : flags.find(
        (flag) => flag.short !== '' && word.startsWith(`-${flag.short}`) && word.length === 2,
      );

/**
 * Reads the words before the place: which verb, which arguments, whether a flag waits for its
 * value.
 */
export function placeOf(
  all: readonly (Verb | VerbGroup)[],
  words: readonly string[],
  at: number,
): Place {
  let verbs = all;
  let verb: Verb | undefined;
  const path: string[] = [];
  const args: string[] = [];
  let flag: Flag | undefined;
  const given = new Map<string, string>();
  let isAfterDash = false;
  for (const word of words.slice(1, at)) {
    if (flag !== undefined) {
      given.set(flag.name, word);
      flag = undefined;
    } else if (word === '--') isAfterDash = true;
    else if (word.startsWith('-')) {
      const found = flagFor(flagsOf(verb), word);
      if (found !== undefined && found.bare === undefined && !word.includes('=')) flag = found;
      if (found !== undefined && word.includes('=')) {
        given.set(found.name, word.slice(word.indexOf('=') + 1));
      }
    } else {
      const next =
        args.length === 0
          ? verbs.find(({ name, aliases }) => name === word || aliases.includes(word))
          : undefined;
      if (next === undefined) args.push(word);
      else {
        path.push(next.name);
        verbs = next.verbs;
        verb = isVerb(next) ? next : undefined;
      }
    }
  }
  const namespace = given.get('namespace') ?? '';
  return { verbs, verb, path: path.join(' '), args, flag, namespace, given, isAfterDash };
}
