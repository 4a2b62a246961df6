import type { AnyKind, KubeObject } from '../../api/index.ts';
import type { Completion, Offer } from '../../kernel/index.ts';
import type { ConfigEntry, Kubeconfig } from '../kubeconfig.ts';
import { textOf } from '../kubeconfig-fields.ts';
import type { KubectlParts } from '../session.ts';
import type { Place } from './place.ts';

/** What is looked at to complete a word. */
export interface ValueScene {
  readonly parts: KubectlParts;
  readonly place: Place;
  readonly namespace: string;
  readonly config: Kubeconfig;
  /** The kind that the arguments name. */
  readonly kind: AnyKind | undefined;
}

export const choice = (value: string, summary: string, isFinal = true): Completion => ({
  value,
  summary,
  isFinal,
});

/** These choices and no files, as the real tool's `ShellCompDirectiveNoFileComp`. */
export const only = (choices: readonly Completion[]): Offer => ({ choices, files: 'none' });

/** These choices, or files where there is none: what the real tool offers nothing for. */
export const orFiles = (choices: readonly Completion[]): Offer => ({ choices, files: 'all' });

/** The objects of a kind in a namespace; none where they cannot be listed. */
export function objectsOf(
  { client }: KubectlParts,
  kind: AnyKind,
  namespace: string,
): readonly KubeObject[] {
  const path = { kind, namespace: kind.isNamespaced ? namespace : '' };
  const listed = client.list(path, { labelSelector: '', fieldSelector: '' });
  return listed.ok ? listed.value.items : [];
}

/** Objects of a kind, each with its state in a few words. */
export function objectChoices(
  parts: KubectlParts,
  kind: AnyKind,
  namespace: string,
  prefix = '',
): Completion[] {
  return objectsOf(parts, kind, namespace).map((object) => {
    const { phase } = ((object as { status?: { phase?: string } }).status ?? {}) as {
      phase?: string;
    };
    return choice(prefix + object.metadata.name, phase ?? kind.kind);
  });
}

/** Objects of what an argument names: `pods`, `po,svc`, `all`; none for what is no kind. */
export function namesFor(
  { parts, namespace }: Pick<ValueScene, 'parts' | 'namespace'>,
  words: string,
  prefix = '',
): Completion[] {
  const { discovery } = parts.client;
  const kinds: AnyKind[] = [];
  for (const word of words.split(',')) {
    const members = discovery.kinds().filter((kind) => kind.categories.includes(word));
    const kind = discovery.kindFor(word);
    if (members.length === 0 && kind === undefined) return [];
    kinds.push(...(members.length > 0 || kind === undefined ? members : [kind]));
  }
  return kinds.flatMap((kind) => objectChoices(parts, kind, namespace, prefix));
}

/** Entries of a configuration, each with the field that says the most about it. */
export const entryChoices = (entries: readonly ConfigEntry[], field: string): Completion[] =>
  entries.map(({ name, fields }) => choice(name, textOf(fields[field])));
