import type { AnyKind, KubeObject } from '../../api/index.ts';
import type { CommandContext } from '../../kernel/index.ts';
import type { Failure } from '../failure.ts';
import type { Flag } from '../flags.ts';
import type { Kubeconfig } from '../kubeconfig.ts';
import type { KubectlParts } from '../session.ts';

/** A command line that failed, as far as it was understood. */
export interface FailedCommand {
  readonly parts: KubectlParts;
  readonly context: CommandContext;
  /** The configuration that the line names, or the usual one. */
  readonly config: Kubeconfig;
  /** `rollout status`; '' when not even the verb is known. */
  readonly path: string;
  readonly flags: readonly Flag[];
  /** The words that may follow the path; [] for most verbs. */
  readonly verbs: readonly string[];
  readonly namespace: string;
  readonly failure: Failure;
}

/** The first failure's own words. */
export const textOf = (failure: Failure): string => {
  if (failure.type === 'message' || failure.type === 'plain') return failure.text;
  if (failure.type === 'coded' || failure.type === 'partial') return textOf(failure.failure);
  return failure.type === 'many' ? textOf(failure.failures[0] as Failure) : '';
};

/** The first failure of a status among several. */
export function statusIn(failure: Failure): (Failure & { type: 'status' }) | undefined {
  if (failure.type === 'status') return failure;
  if (failure.type === 'many')
    return failure.failures.map(statusIn).find((one) => one !== undefined);
  return failure.type === 'coded' || failure.type === 'partial'
    ? statusIn(failure.failure)
    : undefined;
}

/** Where the words stand that are neither flags nor values of flags, the verb's own among them. */
export function operandsAt({ context, flags }: FailedCommand): number[] {
  const at: number[] = [];
  const words = context.args;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') break;
    if (!word.startsWith('-') || word === '-') {
      at.push(i);
      continue;
    }
    if (word.includes('=')) continue;
    const flag = word.startsWith('--')
      ? flags.find(({ name }) => `--${name}` === word)
      : flags.find(({ short }) => short !== '' && word.endsWith(short));
    if (flag !== undefined && flag.bare === undefined) i++;
  }
  return at;
}

/** The operands behind the words of the path. */
export const operandsOf = (command: FailedCommand): string[] =>
  operandsAt(command)
    .slice(command.path === '' ? 0 : command.path.split(' ').length)
    .map((i) => command.context.args[i] as string);

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command line of these words. */
export const lineOf = (words: readonly string[]): string =>
  ['kubectl', ...words].map(quoted).join(' ');

/** What follows `--`; undefined without one. */
export function afterDashes({ context }: FailedCommand): readonly string[] | undefined {
  const at = context.args.indexOf('--');
  return at < 0 ? undefined : context.args.slice(at + 1);
}

/** The objects of a kind in a namespace, or in all of them with ''. */
export function objectsOf(
  { parts }: Pick<FailedCommand, 'parts'>,
  kind: AnyKind,
  namespace: string,
): readonly KubeObject[] {
  const path = { kind, namespace: kind.isNamespaced ? namespace : '' };
  const listed = parts.client.list(path, { labelSelector: '', fieldSelector: '' });
  return listed.ok ? listed.value.items : [];
}

export const namesOf = (objects: readonly KubeObject[]): string[] =>
  objects.map(({ metadata }) => metadata.name);

/** `pod/web-0` as an object; undefined when there is none. */
export function objectAt(command: FailedCommand, word: string): KubeObject | undefined {
  const [kindWord = '', name = ''] = word.split('/');
  const kind = command.parts.client.discovery.kindFor(kindWord);
  if (kind === undefined || name === '') return undefined;
  const all = objectsOf(command, kind, command.namespace);
  return all.find(({ metadata }) => metadata.name === name);
}

/** The object that the operands name, as `sts/web` or `sts web`. */
export function namedObject(command: FailedCommand): KubeObject | undefined {
  const [first = '', second = ''] = operandsOf(command);
  return objectAt(command, first.includes('/') ? first : `${first}/${second}`);
}

/** `statefulset/web`, as the words of a command line. */
export const slashed = (kind: AnyKind, name: string): string => `${kind.singular}/${name}`;
