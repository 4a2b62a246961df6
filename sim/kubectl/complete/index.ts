import type { AnyKind } from '../../api/index.ts';
import {
  ANY_FILE,
  type Completion,
  type CompletionContext,
  type Offer,
  resolvePath,
} from '../../kernel/index.ts';
import { contextNamespace } from '../kubeconfig.ts';
import { homeKubeconfig } from '../kubeconfig-files.ts';
import type { KubectlParts } from '../session.ts';
import type { Verb, VerbGroup } from '../verb.ts';
import { argumentOffer } from './arguments.ts';
import { choice, only, type ValueScene } from './choice.ts';
import { flagChoices, requiredChoices } from './flag-names.ts';
import { type Place, placeOf } from './place.ts';
import type { Nearby } from './pods.ts';
import { valueOffer } from './values.ts';

/** Verbs that look at pods when they are given no kind. */
const POD_KIND = new Set(['logs', 'exec', 'attach', 'debug', 'port-forward']);

function kindOf({ client }: KubectlParts, { args, path }: Place): AnyKind | undefined {
  const [first] = args;
  const word = first?.split(/[,/]/)[0] ?? '';
  if (POD_KIND.has(path) && !first?.includes('/')) return client.discovery.kindFor('pods');
  return word === '' ? undefined : client.discovery.kindFor(word);
}

/** Verbs that the real tool has and does not offer: there is nothing below them. */
const UNOFFERED = new Set(['alpha']);
const HELP = choice('help', 'Help about any command');

function verbChoices(verbs: readonly (Verb | VerbGroup)[], isRoot: boolean): Completion[] {
  const named = verbs
    .filter(({ name }) => !UNOFFERED.has(name))
    .map(({ name, summary }) => choice(name, summary));
  return [...named, ...(isRoot ? [HELP] : [])].sort((a, b) => (a.value < b.value ? -1 : 1));
}

const nearbyIn = ({ files, directory }: CompletionContext): Nearby => ({
  names() {
    const listed = files.list(directory);
    return listed.ok ? listed.value : [];
  },
  isDirectory(name) {
    const stat = files.stat(resolvePath(directory, name));
    return stat.ok && stat.value.type === 'directory';
  },
});

/** What follows `help`: verbs, and those below one. */
function helpOffer({ args }: Place): Offer {
  const below = placeOf(['kubectl', ...args.slice(1)], args.length);
  const isKnown = below !== undefined && (below.path !== '' || below.args.length === 0);
  return only(isKnown ? verbChoices(below.verbs, below.path === '') : []);
}

function offerAt(scene: ValueScene, context: CompletionContext): Offer {
  const { place } = scene;
  const { flag, flags, own, args, word, path } = place;
  if (flags.bool('help')) return only([]);
  if (flag !== undefined) return valueOffer(scene, flag);
  const required = requiredChoices(place);
  if (word.startsWith('-') && !place.isAfterDash) {
    const matching = required.filter(({ value }) => value.startsWith(word));
    return only(matching.length > 0 ? matching : flagChoices(place));
  }
  if (path === '' && args[0] === 'help') return helpOffer(place);
  if (path === '' && args.length > 0) return ANY_FILE;
  const isOwnSet = own.some(({ name }) => name !== 'help' && flags.isSet(name));
  if (args.length === 0 && place.verbs.length > 0 && !isOwnSet) {
    return only(verbChoices(place.verbs, path === ''));
  }
  const { choices, files } = argumentOffer(scene, nearbyIn(context));
  return { choices: [...required, ...choices], files };
}

/** What is offered for `words[at]`: verbs, flags, values of flags, kinds, names and fields. */
export function completeWords(
  parts: KubectlParts,
  words: readonly string[],
  at: number,
  context: CompletionContext,
): Offer {
  const place = placeOf(words, at);
  if (place === undefined) return ANY_FILE;
  const config = homeKubeconfig(parts, context.files);
  const namespace = place.flags.text('namespace') || contextNamespace(config) || 'default';
  const scene: ValueScene = { parts, place, namespace, config, kind: kindOf(parts, place) };
  const { choices, files } = offerAt(scene, context);
  return {
    files,
    choices: choices
      .filter(({ value }) => value.startsWith(place.word))
      .map(({ value, summary, isFinal }) => choice(place.head + value, summary, isFinal)),
  };
}
