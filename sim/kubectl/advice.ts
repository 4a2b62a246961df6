import { type AnyKind, namespaces, type Pod, pods } from '../api/index.ts';
import {
  type Advice,
  type AdviceCode,
  type CommandContext,
  nearest,
  resolvePath,
} from '../kernel/index.ts';
import type { Failure } from './failure.ts';
import type { Arguments, Flag } from './flags.ts';
import type { KubectlParts } from './session.ts';

/** A command line that failed, as far as it was understood. */
export interface FailedCommand {
  readonly parts: KubectlParts;
  readonly context: CommandContext;
  /** `rollout status`; '' when not even the verb is known. */
  readonly path: string;
  readonly flags: readonly Flag[];
  /** The words that may follow the path; [] for most verbs. */
  readonly verbs: readonly string[];
  readonly namespace: string;
  readonly failure: Failure;
}

const advice = (code: AdviceCode, values: Readonly<Record<string, string>>): Advice => ({
  code,
  values,
});

/** Verbs whose last words are a command for a container. */
const COMMAND_VERBS = new Set(['exec', 'run', 'debug']);

const textOf = (failure: Failure): string => {
  if (failure.type === 'message' || failure.type === 'plain') return failure.text;
  if (failure.type === 'coded' || failure.type === 'partial') return textOf(failure.failure);
  return failure.type === 'many' ? textOf(failure.failures[0] as Failure) : '';
};

function forKind({ parts }: FailedCommand, text: string): Advice | undefined {
  const word = /^the server doesn't have a resource type "([^"]+)"/.exec(text)?.[1];
  if (word === undefined) return undefined;
  const kinds = parts.client.discovery.kinds();
  const words = kinds.flatMap((kind) => [kind.plural, kind.singular, ...kind.shortNames]);
  const meant = nearest(word.toLowerCase(), words);
  return meant === undefined ? undefined : advice('kind', { word, meant });
}

/** A word below a verb that holds others, as `rollout stats`; of verbs the tool tells itself. */
function forVerb({ path, verbs }: FailedCommand, text: string): Advice | undefined {
  const word = /^unknown command "(\S+?)[" ]/.exec(text)?.[1];
  if (word === undefined || path === '') return undefined;
  const meant = nearest(word, verbs);
  return meant === undefined ? undefined : advice('verb', { meant: `${path} ${meant}` });
}

/** `exec web ls`: the command stands where a container stood once. */
const forOldForm = ({ path }: FailedCommand, text: string): Advice | undefined =>
  /^exec \[POD\] \[COMMAND\] is not supported/.test(text)
    ? advice('dashes', { verb: path })
    : undefined;

const BROKEN_JSON = /^unable to parse "|^invalid character .* looking for/;

/** A patch that is no JSON: most often the shell took its quotes away. */
const forPatch = ({ path }: FailedCommand, text: string): Advice | undefined =>
  path === 'patch' && BROKEN_JSON.test(text) ? advice('quotes', {}) : undefined;

function forFlag({ path, flags, context }: FailedCommand, text: string): Advice | undefined {
  const word = /^unknown flag: --(\S+)/.exec(text)?.[1];
  const isUnknown = word !== undefined || /^unknown shorthand flag/.test(text);
  if (!isUnknown) return undefined;
  const [verb = ''] = path.split(' ');
  const meant =
    word === undefined
      ? undefined
      : nearest(
          word,
          flags.map(({ name }) => name),
        );
  if (meant !== undefined) return advice('flag', { flag: `--${word}`, meant: `--${meant}` });
  const isDashed = context.args.includes('--');
  return COMMAND_VERBS.has(verb) && !isDashed ? advice('dashes', { verb }) : undefined;
}

/** Names of a kind in a namespace, or in all of them with ''. */
const objectsOf = ({ parts }: FailedCommand, kind: AnyKind, namespace: string) => {
  const path = { kind, namespace: kind.isNamespaced ? namespace : '' };
  const listed = parts.client.list(path, { labelSelector: '', fieldSelector: '' });
  return listed.ok ? listed.value.items.map(({ metadata }) => metadata) : [];
};

function forMissing(command: FailedCommand, resource: string, name: string): Advice | undefined {
  const { parts, namespace } = command;
  const kind = parts.client.discovery.kindFor(resource);
  if (kind === undefined) return undefined;
  if (kind === namespaces) {
    const names = objectsOf(command, kind, '').map((one) => one.name);
    const meant = nearest(name, names);
    return meant === undefined
      ? advice('newNamespace', { namespace: name })
      : advice('namespace', { namespace: name, meant });
  }
  const word = kind.shortNames[0] ?? kind.singular;
  const here = objectsOf(command, kind, namespace).map((one) => one.name);
  const elsewhere = kind.isNamespaced
    ? objectsOf(command, kind, '').find((one) => one.name === name)?.namespace
    : undefined;
  if (elsewhere !== undefined && elsewhere !== namespace) {
    return advice('elsewhere', { kind: word, name, namespace: elsewhere });
  }
  const meant = nearest(name, here);
  return meant === undefined ? undefined : advice('name', { kind: word, name, meant });
}

const IMMUTABLE =
  /field is immutable|updates to statefulset spec for fields other than|pod updates may not change/;

function forStatus(command: FailedCommand, text: string, reason: string): Advice | undefined {
  if (reason === 'BadRequest') return forPatch(command, text);
  if (reason === 'Invalid' && IMMUTABLE.test(text)) {
    const name = /^(?:error when \S+ "[^"]*": )?\S+ "([^"]+)" is invalid/.exec(text)?.[1];
    return name === undefined ? undefined : advice('immutable', { name });
  }
  const [, resource = '', name = ''] =
    /(\S+) "([^"]+)" (?:not found|already exists)/.exec(text) ?? [];
  if (reason === 'NotFound') return forMissing(command, resource, name);
  const isCreate = reason === 'AlreadyExists' && command.path === 'create';
  return isCreate ? advice('exists', { name }) : undefined;
}

function forContainer({ parts, namespace }: FailedCommand, text: string): Advice | undefined {
  const [, word, pod = ''] = /^container (\S+) is not valid for pod (\S+)/.exec(text) ?? [];
  if (word === undefined) return undefined;
  const got = parts.client.get({ kind: pods, namespace, name: pod, subresource: '' });
  if (!got.ok) return undefined;
  const { containers, initContainers = [] } = (got.value as Pod).spec;
  const names = [...containers, ...initContainers].map(({ name }) => name);
  const meant = nearest(word, names);
  return meant === undefined ? undefined : advice('container', { pod, meant });
}

function forFile({ context }: FailedCommand, text: string): Advice | undefined {
  const path = /^the path "([^"]+)" does not exist/.exec(text)?.[1];
  if (path === undefined) return undefined;
  const at = path.lastIndexOf('/') + 1;
  const directory = resolvePath(context.directory, path.slice(0, at) || '.');
  const listed = context.files.list(directory);
  const meant = nearest(path.slice(at), listed.ok ? listed.value : []);
  return meant === undefined ? undefined : advice('file', { meant: path.slice(0, at) + meant });
}

/** The first failure of a status among several. */
function statusIn(failure: Failure): (Failure & { type: 'status' }) | undefined {
  if (failure.type === 'status') return failure;
  if (failure.type === 'many')
    return failure.failures.map(statusIn).find((one) => one !== undefined);
  return failure.type === 'coded' || failure.type === 'partial'
    ? statusIn(failure.failure)
    : undefined;
}

/** What kubectl knows about a failure that its own words do not say; undefined for nothing. */
export function adviceFor(command: FailedCommand): Advice | undefined {
  const status = statusIn(command.failure)?.status;
  if (status !== undefined) return forStatus(command, status.message, status.reason);
  const text = textOf(command.failure);
  // `logs` and the generators tell of what is missing in words of their own.
  const missing =
    /(\S+) "([^"]+)" not found in namespace/.exec(text) ??
    /^failed to create [^:]*: (\S+) "([^"]+)" not found$/.exec(text);
  if (missing !== null) return forMissing(command, missing[1] ?? '', missing[2] ?? '');
  return (
    forKind(command, text) ??
    forFlag(command, text) ??
    forVerb(command, text) ??
    forOldForm(command, text) ??
    forPatch(command, text) ??
    forContainer(command, text) ??
    forFile(command, text)
  );
}

const SHELL = /^(\/bin\/|\/usr\/bin\/)?(ba|da|a|z)?sh$/;

/**
 * What is worth saying of a command that went well: a shell without input ends at once, and not a
 * word is said of it.
 */
export function adviceForDone(
  path: string,
  { args, dashAt, flags }: Arguments,
): Advice | undefined {
  const isAsked = COMMAND_VERBS.has(path) && dashAt >= 0 && !flags.bool('stdin');
  const [word = '', ...rest] = isAsked ? args.slice(dashAt) : [];
  return rest.length === 0 && SHELL.test(word) ? advice('interactive', { verb: path }) : undefined;
}

/** Namespaces of the cluster itself, where nobody looks for their own objects. */
const isOwn = (namespace: string): boolean => namespace.startsWith('kube-');

/** Where the objects are that a namespace has none of. */
export function adviceForNone(
  { client }: KubectlParts,
  kinds: readonly AnyKind[],
  namespace: string,
): Advice | undefined {
  const all = { labelSelector: '', fieldSelector: '' };
  const spaces = client.list({ kind: namespaces, namespace: '' }, all);
  const names = spaces.ok ? spaces.value.items.map(({ metadata }) => metadata.name) : [];
  if (!names.includes(namespace)) {
    const meant = nearest(namespace, names);
    if (meant !== undefined) return advice('namespace', { namespace, meant });
  }
  for (const kind of kinds.filter(({ isNamespaced }) => isNamespaced)) {
    const listed = client.list({ kind, namespace: '' }, all);
    const found = listed.ok
      ? listed.value.items.find(({ metadata }) => !isOwn(metadata.namespace ?? ''))
      : undefined;
    const elsewhere = found?.metadata.namespace ?? '';
    if (elsewhere !== '' && elsewhere !== namespace) {
      return advice('others', { kind: kind.plural, namespace: elsewhere });
    }
  }
  return undefined;
}
