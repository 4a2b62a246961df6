import { type AnyKind, namespaces } from '../../api/index.ts';
import { type Advice, advice, nearest } from '../../kernel/index.ts';
import { exitCodeOf } from '../failure.ts';
import type { Arguments } from '../flags.ts';
import type { KubectlParts } from '../session.ts';
import {
  afterDashes,
  type FailedCommand,
  namesOf,
  objectsOf,
  statusIn,
  textOf,
} from './command.ts';
import {
  COMMAND_VERBS,
  forCutPath,
  forFlag,
  forForm,
  forJsonPath,
  forNoCommand,
  forNoFileFlag,
  forOneDash,
  forPatch,
  forRequired,
} from './flags.ts';
import { forGenerator } from './generators.ts';
import { forManifest, forUnknownField } from './manifests.ts';
import { forKinds, forMissing, forObject, forProgram, forStatus } from './objects.ts';
import { adviceForProgram } from './reach.ts';
import {
  forAwaited,
  forChoice,
  forCopied,
  forUnit,
  forUnknownEntry,
  unknownEntry,
} from './values.ts';
import { forFormat, forKind, forVerb } from './words.ts';

export { adviceForProgram } from './reach.ts';

/** What a program in a pod met that kubectl ran for somebody. */
function forExecuted(command: FailedCommand): Advice | undefined {
  const { parts, path, namespace, failure } = command;
  const words = COMMAND_VERBS.has(path) ? afterDashes(command) : undefined;
  const isExit = failure.type === 'exit' || failure.type === 'coded';
  if (words === undefined || !isExit) return undefined;
  // Any pod of the namespace resolves names in the same way.
  return adviceForProgram(parts.client, { namespace, pod: path }, words, exitCodeOf(failure));
}

/** `explain pod spec`: a path that was typed as words. */
const forPath = ({ path, context }: FailedCommand, text: string): Advice | undefined =>
  path === 'explain' && /^We accept only this format/.test(text)
    ? advice('meant', { meant: `kubectl explain ${context.args.slice(1).join('.')}` })
    : undefined;

/** `config use-context shop`: a namespace is no context, or another entry was meant. */
function forEntry({ parts, config }: FailedCommand, text: string): Advice | undefined {
  const unknown = unknownEntry(text);
  if (unknown === undefined) return undefined;
  const { name, toNamespace } = unknown;
  if (toNamespace !== '') {
    const got = parts.client.get({ kind: namespaces, namespace: '', name, subresource: '' });
    if (got.ok) return advice('meant', { meant: `${toNamespace}${name}` });
  }
  return forUnknownEntry(unknown, config);
}

/** What is said of kinds that are not one word. */
const AMONG_KINDS =
  /^arguments in resource\/name form must have a single|^the server doesn't have a resource type ""|^you must specify only one resource/;

/** What kubectl knows about a failure that its own words do not say; undefined for nothing. */
export function adviceFor(command: FailedCommand): Advice | undefined {
  const status = statusIn(command.failure)?.status;
  const text = textOf(command.failure).replace(/^error: /, '');
  const typed =
    forOneDash(command) ?? forNoFileFlag(command) ?? forExecuted(command) ?? forCutPath(command);
  if (typed !== undefined) return typed;
  if (status !== undefined) {
    const { message } = status;
    return (
      forUnknownField(command, message) ??
      forProgram(command, message) ??
      forStatus(command, message, status.reason)
    );
  }
  // `logs` and the generators tell of what is missing in words of their own.
  const missing =
    /(\S+) "([^"]+)" not found in namespace/.exec(text) ??
    /^failed to create [^:]*: (\S+) "([^"]+)" not found$/.exec(text);
  if (missing !== null) return forMissing(command, missing[1] ?? '', missing[2] ?? '');
  return (
    forKind(command, text) ??
    forGenerator(command, text) ??
    forFlag(command, text) ??
    forVerb(command, text) ??
    forRequired(command, text) ??
    forNoCommand(command, text) ??
    forFormat(text) ??
    forForm(command, text) ??
    forJsonPath(text) ??
    forPatch(command, text) ??
    forManifest(command, text) ??
    forObject(command, text) ??
    forPath(command, text) ??
    forEntry(command, text) ??
    forChoice(text) ??
    forUnit(text) ??
    forAwaited(command, text) ??
    forCopied(command, text) ??
    (AMONG_KINDS.test(text) ? forKinds(command) : undefined)
  );
}

const SHELL = /^(\/bin\/|\/usr\/bin\/)?(ba|da|a|z)?sh$/;

/**
 * What is worth saying of a command that went well: a shell without input ends at once, and not a
 * word is said of it; a context may have a namespace that there is not.
 */
export function adviceForDone(
  parts: KubectlParts,
  path: string,
  { args, dashAt, flags }: Arguments,
): Advice | undefined {
  if (path === 'config set-context') {
    const namespace = flags.text('namespace');
    const names = namesOf(objectsOf({ parts }, namespaces, ''));
    const meant = names.includes(namespace) ? undefined : nearest(namespace, names);
    return meant === undefined ? undefined : advice('namespace', { namespace, meant });
  }
  const isAsked = COMMAND_VERBS.has(path) && dashAt >= 0 && !flags.bool('stdin');
  const [word = '', ...rest] = isAsked ? args.slice(dashAt) : [];
  return rest.length === 0 && SHELL.test(word) ? advice('interactive', { verb: path }) : undefined;
}

/** Namespaces of the cluster itself, where nobody looks for their own objects. */
const isOwn = (namespace: string): boolean => namespace.startsWith('kube-');

/** The value of a label that was meant by one that no object has. */
function forSelector(
  parts: KubectlParts,
  kinds: readonly AnyKind[],
  namespace: string,
  selector: string,
): Advice | undefined {
  const [, key = '', value = ''] = /^([\w./-]+)==?([\w.-]+)$/.exec(selector) ?? [];
  if (key === '') return undefined;
  const objects = kinds.flatMap((kind) => objectsOf({ parts }, kind, namespace));
  const values = objects.flatMap(({ metadata }) => metadata.labels?.[key] ?? []);
  const meant = values.includes(value) ? undefined : nearest(value, values);
  return meant === undefined ? undefined : advice('meant', { meant: `-l ${key}=${meant}` });
}

/** Where the objects are that a namespace has none of, or none with a label. */
export function adviceForNone(
  parts: KubectlParts,
  kinds: readonly AnyKind[],
  namespace: string,
  { selector, sortBy }: { readonly selector: string; readonly sortBy: string },
): Advice | undefined {
  const names = namesOf(objectsOf({ parts }, namespaces, ''));
  if (!names.includes(namespace)) {
    const meant = nearest(namespace, names);
    if (meant !== undefined) return advice('namespace', { namespace, meant });
  }
  if (selector !== '') return forSelector(parts, kinds, namespace, selector);
  const isThere = kinds.some((kind) => objectsOf({ parts }, kind, namespace).length > 0);
  if (isThere) return sortBy === '' ? undefined : advice('sortPath', { path: sortBy });
  for (const kind of kinds.filter(({ isNamespaced }) => isNamespaced)) {
    const found = objectsOf({ parts }, kind, '').find(
      ({ metadata }) => !isOwn(metadata.namespace ?? ''),
    );
    const elsewhere = found?.metadata.namespace ?? '';
    if (elsewhere !== '' && elsewhere !== namespace) {
      return advice('others', { kind: kind.plural, namespace: elsewhere });
    }
  }
  return undefined;
}
