import {
  type AnyKind,
  configMaps,
  cronJobs,
  daemonSets,
  deployments,
  jobs,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
  replicaSets,
  secrets,
  services,
  statefulSets,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { type Info, listObjects, pathOf, slashName } from '../resources.ts';
import type { Session } from '../session.ts';
import { type DryRun, dryRunNote } from './common.ts';
import { lastAppliedText } from './last-applied.ts';

/** The kinds that are pruned, in the real tool's order; those of a namespace first. */
const PRUNED: readonly AnyKind[] = [
  configMaps,
  pods,
  secrets,
  services,
  jobs,
  cronJobs,
  daemonSets,
  deployments,
  replicaSets,
  statefulSets,
  persistentVolumeClaims,
  persistentVolumes,
];

/** Deletes what was applied before, matches the selector and is not among `applied`. */
export function* pruneObjects(
  session: Session,
  applied: readonly Info[],
  dryRun: DryRun,
): Program<Failure | undefined> {
  const labelSelector = session.flags.text('selector');
  if (labelSelector === '' && !session.flags.bool('all')) {
    return message(
      'all resources selected for prune without explicitly passing --all. To prune all ' +
        'resources, pass the --all flag. If you did not mean to prune all resources, specify a ' +
        'label selector',
    );
  }
  const failures: Failure[] = [];
  const namespaces = [
    ...new Set(applied.map((info) => info.namespace).filter((name) => name !== '')),
  ];
  for (const namespace of namespaces) {
    const scoped = { ...session, namespace };
    const request = { kinds: PRUNED, isEverywhere: false, labelSelector, fieldSelector: '' };
    const { infos } = yield* listObjects(scoped, request);
    for (const info of infos) {
      const isKept = applied.some(
        (a) => a.kind === info.kind && a.name === info.name && a.namespace === info.namespace,
      );
      if (isKept || lastAppliedText(info.object) === undefined) continue;
      if (dryRun !== 'client') {
        const removed = yield* session.call(
          session.client.delete(pathOf(info), {
            gracePeriodSeconds: undefined,
            propagation: 'Background',
            preconditions: {},
            isDryRun: dryRun === 'server',
          }),
        );
        if (!removed.ok) {
          failures.push(removed.failure);
          continue;
        }
      }
      yield* session.out(`${slashName(info.kind, info.name)} pruned${dryRunNote(dryRun)}\n`);
    }
  }
  return gather(failures);
}
