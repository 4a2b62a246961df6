import type { AnyKind } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { logLine } from '../reach.ts';
import { type Info, listObjects, pathOf } from '../resources.ts';
import type { DeleteOptions, Session } from '../session.ts';
import type { ApplyContext } from './apply-server-side.ts';
import { lastAppliedText } from './last-applied.ts';

/** The kinds that are pruned, in the real tool's order; those of a namespace first. */
const PRUNED = [
  ...['ConfigMap', 'Endpoints', 'PersistentVolumeClaim', 'Pod', 'ReplicationController'],
  ...['Secret', 'Service', 'batch/v1/Job', 'batch/v1/CronJob', 'networking.k8s.io/v1/Ingress'],
  ...['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'].map((kind) => `apps/v1/${kind}`),
  ...['Namespace', 'PersistentVolume'],
].map((word) => (word.includes('/') ? word : `core/v1/${word}`));

export const ALL_OR_SELECTOR =
  'all resources selected for prune without explicitly passing --all. To prune all ' +
  'resources, pass the --all flag. If you did not mean to prune all resources, specify a ' +
  'label selector';

/** The kinds to prune: those of `--prune-allowlist`, or the usual ones. */
export function pruneKinds({ flags, client }: Session): Outcome<readonly AnyKind[]> {
  const given = flags.list('prune-allowlist');
  const words = given.length === 0 ? PRUNED : given;
  const kinds: AnyKind[] = [];
  for (const word of words) {
    const parts = word.split('/');
    const [group = '', version = '', name = ''] = parts;
    if (parts.length !== 3) {
      const text = `invalid GroupVersionKind format: ${word}, please follow <group/version/kind>`;
      return failed(message(text));
    }
    const apiVersion = group === 'core' ? version : `${group}/${version}`;
    const kind = client.discovery.kindOf(apiVersion, name);
    if (kind === undefined) {
      return failed(message(`no matches for kind "${name}" in version "${apiVersion}"`));
    }
    kinds.push(kind);
  }
  return done(kinds);
}

const CLUSTER_WIDE =
  'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used ' +
  'with the --namespace flag in a future release. To preserve the current behaviour, list the ' +
  'resources you want to target explicitly in the --prune-allowlist flag.';

/** What was applied to a namespace before, matches the selector and is not among `applied`. */
export function* prunableIn(
  session: Session,
  namespace: string,
  applied: readonly Info[],
  kinds: readonly AnyKind[],
): Program<Info[]> {
  const labelSelector = session.flags.text('selector');
  const own = kinds.filter((kind) => kind.isNamespaced === (namespace !== ''));
  const request = { kinds: own, isEverywhere: false, labelSelector, fieldSelector: '' };
  const { infos } = yield* listObjects({ ...session, namespace }, request);
  return infos.filter((info) => {
    const isKept = applied.some(
      (a) => a.kind === info.kind && a.name === info.name && a.namespace === info.namespace,
    );
    return !isKept && lastAppliedText(info.object) !== undefined;
  });
}

/** The namespaces of what was applied, and '' for what has none. */
export const visitedIn = (applied: readonly Info[]): string[] => [
  ...new Set(applied.map((info) => info.namespace).filter((name) => name !== '')),
  '',
];

/** Deletes what was applied before, matches the selector and is not among `applied`. */
export function* pruneObjects(
  { session, dryRun, report }: ApplyContext,
  applied: readonly Info[],
  kinds: readonly AnyKind[],
  propagation: DeleteOptions['propagation'],
): Program<Failure | undefined> {
  const grace = session.flags.int('grace-period');
  if (session.flags.list('prune-allowlist').length === 0) {
    yield* session.err(logLine(session, 'W', 'prune.go:71', CLUSTER_WIDE));
  }
  const failures: Failure[] = [];
  for (const namespace of visitedIn(applied)) {
    for (const info of yield* prunableIn(session, namespace, applied, kinds)) {
      if (dryRun !== 'client') {
        const removed = yield* session.call(
          session.client.delete(pathOf(info), {
            gracePeriodSeconds: grace < 0 ? undefined : grace,
            propagation,
            preconditions: {},
            isDryRun: dryRun === 'server',
          }),
        );
        if (!removed.ok) {
          failures.push(removed.failure);
          continue;
        }
      }
      const failure = yield* report(info, info.object, 'pruned');
      if (failure !== undefined) failures.push(failure);
    }
  }
  return gather(failures);
}
