import type { AnyKind } from '../../api/index.ts';
import type { Completion } from '../../kernel/index.ts';
import type { Kubeconfig } from '../kubeconfig.ts';
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

/** Objects of a kind, each with its state in a few words. */
export function objectChoices(
  { client }: KubectlParts,
  kind: AnyKind,
  namespace: string,
  prefix = '',
): Completion[] {
  const path = { kind, namespace: kind.isNamespaced ? namespace : '' };
  const listed = client.list(path, { labelSelector: '', fieldSelector: '' });
  if (!listed.ok) return [];
  return listed.value.items.map((object) => {
    const { phase } = ((object as { status?: { phase?: string } }).status ?? {}) as {
      phase?: string;
    };
    return choice(prefix + object.metadata.name, phase ?? kind.kind);
  });
}
