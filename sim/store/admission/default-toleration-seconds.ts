import { ALLOWED, type KubeObject, type Pod, pods, type Toleration } from '../../api/index.ts';
import type { Admission } from '../api-server.ts';

/** How long a pod stays on a node that is lost, unless it says otherwise. */
const TOLERATION_SECONDS = 300;
const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

const covers = (toleration: Toleration, taint: string): boolean =>
  (toleration.key === taint || !toleration.key) &&
  (toleration.effect === 'NoExecute' || !toleration.effect);

const missingIn = (given: readonly Toleration[]): readonly Toleration[] =>
  TAINTS.filter((taint) => !given.some((own) => covers(own, taint))).map((key) => ({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: TOLERATION_SECONDS,
  }));

/** Lets every pod outlast short failures of its node. */
export const defaultTolerationSeconds: Admission = {
  name: 'DefaultTolerationSeconds',
  admit(kind, draft, old, { subresource }) {
    if (kind !== pods || subresource !== '') return ALLOWED;
    const { spec } = draft as KubeObject as Pod;
    if (spec === (old as Pod | undefined)?.spec) return ALLOWED;
    const given = spec.tolerations ?? [];
    const added = missingIn(given);
    if (added.length > 0) spec.tolerations = [...given, ...added];
    return ALLOWED;
  },
};
