import { isOlderVersion, resourceOf, verbsOf } from '../../api/index.ts';
import type { Completion, Offer } from '../../kernel/index.ts';
import type { KubectlParts } from '../session.ts';
import { choice, namesFor, only, type ValueScene } from './choice.ts';

/** Every kind that can be got, in the order of `api-resources`, with its short names. */
export function kindChoices({ client }: KubectlParts): Completion[] {
  const key = (kind: { group: string; plural: string }): string => `${kind.group}\0${kind.plural}`;
  return client.discovery
    .kinds()
    .filter((kind) => !isOlderVersion(kind) && verbsOf(kind).includes('get'))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((kind) => {
      const { shortNames } = kind;
      const names = shortNames.length > 0 ? ` (${shortNames.join(', ')})` : '';
      return choice(resourceOf(kind), kind.kind + names);
    });
}

/** What a verb works on: these kinds, or all; and whether it takes more than one object. */
export interface Objects {
  readonly kinds: readonly string[] | undefined;
  readonly isRepeated: boolean;
}

const withSlash = ({ value, summary }: Completion): Completion =>
  choice(`${value}/`, summary, false);

/**
 * `TYPE NAME…` or `TYPE/NAME…`: after the first, what follows goes on in its form. Models
 * doResourceTypeAndNameCompletionFunc of kubectl's pkg/util/completion.
 */
export function objectOffer(scene: ValueScene, { kinds, isRepeated }: Objects): Offer {
  const { parts, place } = scene;
  const { args, word } = place;
  const [first] = args;
  const named = (): Completion[] => {
    const { client } = parts;
    const summaryOf = (name: string): string => client.discovery.kindFor(name)?.kind ?? '';
    return kinds === undefined
      ? kindChoices(parts)
      : kinds.map((name) => choice(name, summaryOf(name)));
  };
  const without = (choices: readonly Completion[]): Completion[] =>
    choices.filter(({ value }) => !args.includes(value));
  if (first !== undefined && !first.includes('/')) {
    return only(isRepeated || args.length === 1 ? without(namesFor(scene, first)) : []);
  }
  const slash = word.indexOf('/');
  if (slash < 0 && first === undefined) {
    if (kinds !== undefined) return only(named());
    const head = word.slice(0, word.lastIndexOf(',') + 1);
    return only(named().map(({ value, summary }) => choice(head + value, summary)));
  }
  if (first !== undefined && !isRepeated) return only([]);
  if (slash < 0) return only(named().map(withSlash));
  return only(without(namesFor(scene, word.slice(0, slash), word.slice(0, slash + 1))));
}
