import type { AnyKind } from '../../api/index.ts';
import type { Completion, CompletionContext } from '../../kernel/index.ts';
import { contextNamespace } from '../kubeconfig.ts';
import { homeKubeconfig } from '../kubeconfig-files.ts';
import type { KubectlParts } from '../session.ts';
import type { Verb, VerbGroup } from '../verb.ts';
import { argumentChoices } from './arguments.ts';
import { choice, type ValueScene } from './choice.ts';
import { flagFor, flagsOf, type Place, placeOf } from './place.ts';
import { valueChoices } from './values.ts';

/** Verbs that look at pods when they are given no kind. */
const POD_KIND = new Set(['logs', 'exec', 'attach', 'debug', 'port-forward']);

function kindOf({ client }: KubectlParts, { args, path }: Place): AnyKind | undefined {
  const [first] = args;
  const word = first?.split(/[,/]/)[0] ?? '';
  const [verb = ''] = path.split(' ');
  if (POD_KIND.has(verb) && !first?.includes('/')) return client.discovery.kindFor('pods');
  return word === '' ? undefined : client.discovery.kindFor(word);
}

function flagChoices(place: Place, word: string): Completion[] {
  const flags = flagsOf(place.verb);
  // A verb's own flag stands for the global one of its name.
  const own = flags.filter(({ name }, i) => flags.findIndex((one) => one.name === name) === i);
  const named = own.flatMap(({ name, short, summary, bare }) => [
    choice(bare === undefined ? `--${name}=` : `--${name}`, summary, bare !== undefined),
    ...(short === '' || word.startsWith('--') ? [] : [choice(`-${short}`, summary)]),
  ]);
  const isListed = named.some(({ value }) => value === '--help');
  return isListed ? named : [...named, choice('--help', 'Help for this command')];
}

/** The choices for `words[at]`: verbs, flags, values of flags, kinds, names and fields. */
export function completeWords(
  parts: KubectlParts,
  all: readonly (Verb | VerbGroup)[],
  words: readonly string[],
  at: number,
  context: CompletionContext,
): Completion[] {
  const word = words[at] ?? '';
  const place = placeOf(all, words, at);
  const config = homeKubeconfig(parts, context.files);
  const namespace = place.namespace || contextNamespace(config) || 'default';
  const scene: ValueScene = { parts, place, namespace, config, kind: kindOf(parts, place) };
  const starting = (choices: readonly Completion[]): Completion[] =>
    choices.filter(({ value }) => value.startsWith(word));
  if (place.flag !== undefined) return starting(valueChoices(scene, place.flag, word));
  const assigned = /^(--[\w-]+)=/.exec(word) ?? /^(-\w)(?=[=\w])=?/.exec(word);
  if (assigned !== null && !place.isAfterDash) {
    const flag = flagFor(flagsOf(place.verb), assigned[1] as string);
    const [prefix] = assigned;
    const values = flag === undefined ? [] : valueChoices(scene, flag, word.slice(prefix.length));
    return starting(
      values.map(({ value, summary, isFinal }) => choice(prefix + value, summary, isFinal)),
    );
  }
  if (word.startsWith('-') && !place.isAfterDash) return starting(flagChoices(place, word));
  if (place.path === '' && place.args[0] === 'help') {
    const { verbs } = placeOf(all, ['kubectl', ...place.args.slice(1)], place.args.length);
    return starting(verbs.map(({ name, summary }) => choice(name, summary)));
  }
  const isVerbNext = place.args.length === 0 && place.verbs.length > 0 && !place.isAfterDash;
  if (isVerbNext) return starting(place.verbs.map(({ name, summary }) => choice(name, summary)));
  return place.path === '' ? [] : starting(argumentChoices(scene, word));
}
