import { type AnyKind, type Pod, pods, resourceOf } from '../api/index.ts';
import type { Completion, CompletionContext } from '../kernel/index.ts';
import type { Flag } from './flags.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';
import type { KubectlParts } from './session.ts';
import { isVerb, type Verb, type VerbGroup } from './verb.ts';

const FORMATS: readonly (readonly [string, string])[] = [
  ['wide', 'a table with more columns'],
  ['yaml', 'the whole object as YAML'],
  ['json', 'the whole object as JSON'],
  ['name', 'only kind and name'],
  ['jsonpath=', 'fields by path'],
  ['custom-columns=', 'a table of your own'],
  ['go-template=', 'a Go template'],
];

/** What is known about the words before the one that is completed. */
interface Place {
  readonly verbs: readonly (Verb | VerbGroup)[];
  readonly verb: Verb | undefined;
  readonly path: string;
  /** Arguments of the verb so far. */
  readonly args: readonly string[];
  /** The flag whose value stands at the place. */
  readonly flag: Flag | undefined;
  readonly namespace: string;
  readonly isAfterDash: boolean;
}

const choice = (value: string, summary: string, isFinal = true): Completion => ({
  value,
  summary,
  isFinal,
});

const flagsOf = (verb: Verb | undefined): readonly Flag[] => [
  ...(verb?.flags ?? []),
  ...GLOBAL_FLAGS,
];

const flagFor = (flags: readonly Flag[], word: string): Flag | undefined =>
  word.startsWith('--')
    ? flags.find((flag) => `--${flag.name}` === word.split('=')[0])
    : flags.find(
        (flag) => flag.short !== '' && word.startsWith(`-${flag.short}`) && word.length === 2,
      );

/**
 * Reads the words before the place: which verb, which arguments, whether a flag waits for its
 * value.
 */
function placeOf(all: readonly (Verb | VerbGroup)[], words: readonly string[], at: number): Place {
  let verbs = all;
  let verb: Verb | undefined;
  const path: string[] = [];
  const args: string[] = [];
  let flag: Flag | undefined;
  let namespace = '';
  let isAfterDash = false;
  for (const word of words.slice(1, at)) {
    if (flag !== undefined) {
      if (flag.name === 'namespace') namespace = word;
      flag = undefined;
    } else if (word === '--') isAfterDash = true;
    else if (word.startsWith('-')) {
      const found = flagFor(flagsOf(verb), word);
      if (found !== undefined && found.bare === undefined && !word.includes('=')) flag = found;
      if (found?.name === 'namespace' && word.includes('=')) namespace = word.split('=')[1] ?? '';
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
  return { verbs, verb, path: path.join(' '), args, flag, namespace, isAfterDash };
}

const namesOf = ({ client }: KubectlParts, kind: AnyKind, namespace: string): string[] => {
  const listed = client.list(
    { kind, namespace: kind.isNamespaced ? namespace : '' },
    { labelSelector: '', fieldSelector: '' },
  );
  return listed.ok ? listed.value.items.map(({ metadata }) => metadata.name) : [];
};

function kindChoices({ client }: KubectlParts): Completion[] {
  return client.discovery.kinds().flatMap((kind) => {
    const summary =
      kind.shortNames.length > 0 ? `${kind.kind} (${kind.shortNames.join(', ')})` : kind.kind;
    const isUnique = client.discovery.kindFor(kind.plural) === kind;
    return [choice(isUnique ? kind.plural : resourceOf(kind), summary)];
  });
}

function containerChoices(parts: KubectlParts, place: Place, namespace: string): Completion[] {
  const [pod = ''] = place.args;
  const got = parts.client.get({
    kind: pods,
    namespace,
    name: pod.replace(/^.*\//, ''),
    subresource: '',
  });
  if (!got.ok) return [];
  return (got.value as Pod).spec.containers.map(({ name, image = '' }) => choice(name, image));
}

function valueChoices(
  parts: KubectlParts,
  place: Place,
  flag: Flag,
  namespace: string,
): Completion[] {
  const namespaces = parts.client.discovery.kindFor('namespaces');
  if (flag.name === 'namespace')
    return namespaces === undefined
      ? []
      : namesOf(parts, namespaces, '').map((name) => choice(name, ''));
  if (flag.name === 'output')
    return FORMATS.map(([value, summary]) => choice(value, summary, !value.endsWith('=')));
  if (flag.name === 'container') return containerChoices(parts, place, namespace);
  if (flag.name === 'dry-run')
    return ['none', 'client', 'server'].map((value) => choice(value, ''));
  if (flag.name === 'cascade')
    return ['background', 'foreground', 'orphan'].map((value) => choice(value, ''));
  if (flag.name === 'type' && place.path === 'patch')
    return ['json', 'merge', 'strategic'].map((value) => choice(value, ''));
  return [];
}

/** Verbs whose first argument is a pod. */
const POD_VERBS = new Set(['exec', 'logs', 'attach', 'port-forward', 'debug']);
/** Verbs whose arguments are nodes. */
const NODE_VERBS = new Set(['cordon', 'uncordon', 'drain']);
/** Verbs that take no objects. */
const FREE_VERBS = new Set([
  'apply',
  'create',
  'run',
  'version',
  'config',
  'api-resources',
  'api-versions',
  'cluster-info',
  'events',
  'diff',
  'replace',
]);

function argumentChoices(
  parts: KubectlParts,
  place: Place,
  word: string,
  namespace: string,
): Completion[] {
  const [top = ''] = place.path.split(' ');
  if (FREE_VERBS.has(top) || place.isAfterDash) return [];
  const { discovery } = parts.client;
  const slash = word.indexOf('/');
  if (slash > 0) {
    const kind = discovery.kindFor(word.slice(0, slash));
    const prefix = word.slice(0, slash + 1);
    return kind === undefined
      ? []
      : namesOf(parts, kind, namespace).map((name) => choice(prefix + name, kind.kind));
  }
  const isPods = POD_VERBS.has(top);
  const nodes = discovery.kindFor('nodes');
  const fixed = isPods ? pods : NODE_VERBS.has(top) ? nodes : undefined;
  if (fixed !== undefined)
    return isPods && place.args.length > 0
      ? []
      : namesOf(parts, fixed, namespace).map((name) => choice(name, fixed.kind));
  const [first] = place.args;
  if (first === undefined) return kindChoices(parts);
  const kind = first.includes('/') ? undefined : discovery.kindFor(first.split(',')[0] ?? first);
  return kind === undefined
    ? []
    : namesOf(parts, kind, namespace)
        .filter((name) => !place.args.includes(name))
        .map((name) => choice(name, kind.kind));
}

/** The choices for `words[at]`: verbs, flags, values of flags, kinds and names. */
export function completeWords(
  parts: KubectlParts,
  all: readonly (Verb | VerbGroup)[],
  words: readonly string[],
  at: number,
  _context: CompletionContext,
): Completion[] {
  const word = words[at] ?? '';
  const place = placeOf(all, words, at);
  const namespace = place.namespace === '' ? 'default' : place.namespace;
  const starting = (choices: readonly Completion[]): Completion[] =>
    choices.filter(({ value }) => value.startsWith(word));
  if (place.flag !== undefined) return starting(valueChoices(parts, place, place.flag, namespace));
  const assigned = /^(--[\w-]+)=/.exec(word);
  if (assigned !== null) {
    const flag = flagFor(flagsOf(place.verb), word);
    const prefix = assigned[0];
    const values = flag === undefined ? [] : valueChoices(parts, place, flag, namespace);
    return starting(
      values.map(({ value, summary, isFinal }) => choice(prefix + value, summary, isFinal)),
    );
  }
  if (word.startsWith('-')) {
    return starting(
      flagsOf(place.verb).flatMap(({ name, short, summary, bare }) => [
        choice(bare === undefined ? `--${name}=` : `--${name}`, summary, bare !== undefined),
        ...(short === '' || word.startsWith('--') ? [] : [choice(`-${short}`, summary)]),
      ]),
    );
  }
  const verbs =
    place.args.length === 0 ? place.verbs.map(({ name, summary }) => choice(name, summary)) : [];
  const others = place.path === '' ? [] : argumentChoices(parts, place, word, namespace);
  return starting([...verbs, ...others]);
}
