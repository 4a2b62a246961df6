import {
  type DaemonSet,
  daemonSets,
  isPodAvailable,
  isPodReady,
  isPodTerminal,
  nodes,
  type Pod,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { createPod, deletePod, eventOf } from '../pod-control.ts';
import { podFromTemplate } from '../pod-template.ts';
import { HASH_LABEL } from './history.ts';
import { daemonTolerations, judgeNode, pinnedTo, targetOf } from './nodes.ts';
import type { Place } from './place.ts';
import { report } from './status.ts';

const GENERATION_LABEL = 'pod-template-generation';
const GENERATION = 'deprecated.daemonset.template.generation';

/** Scheduled pods before the others, then by age. Models podByCreationTimestampAndPhase. */
function byAge(a: Pod, b: Pod): number {
  if (Boolean(a.spec.nodeName) !== Boolean(b.spec.nodeName)) return a.spec.nodeName ? -1 : 1;
  return Date.parse(a.metadata.creationTimestamp) - Date.parse(b.metadata.creationTimestamp);
}

/** Every node with the set's pods for it. */
export function placesOf(set: DaemonSet, owned: readonly Pod[], view: View): Place[] {
  const living = owned.filter((pod) => !(isDeleting(pod) && isPodTerminal(pod)));
  return view.list(nodes, '').map((node) => ({
    ...judgeNode(set, node),
    node,
    pods: living.filter((pod) => targetOf(pod) === node.metadata.name).sort(byAge),
  }));
}

/** A pod of the set for one node. */
export function newPod(set: DaemonSet, node: string, hash: string): Pod {
  const pod = podFromTemplate(set.spec.template, daemonSets, set);
  const generation = set.metadata.annotations?.[GENERATION];
  pod.metadata.labels = {
    ...pod.metadata.labels,
    [HASH_LABEL]: hash,
    ...(generation === undefined ? {} : { [GENERATION_LABEL]: generation }),
  };
  pod.spec.affinity = pinnedTo(pod.spec.affinity, node);
  pod.spec.tolerations = daemonTolerations(pod.spec);
  return pod;
}

/** Makes a pod of the set on a node; what else is to be done is done when it is refused, too. */
export const createOn = (
  set: DaemonSet,
  node: string,
  hash: string,
  whenRefused: () => Action[],
): Action =>
  createPod(set, newPod(set, node, hash), because('daemonset.createPod', { node }), whenRefused);

const remove = (set: DaemonSet, pod: Pod, code: string): Action =>
  deletePod(set, pod, because(code, { pod: pod.metadata.name, node: targetOf(pod) }));

export const replaceOld = (set: DaemonSet, pod: Pod): Action =>
  remove(set, pod, 'daemonset.update');

/** Ends a pod that has ended by itself, so that another takes its place. */
function replaceEnded(set: DaemonSet, pod: Pod): Action[] {
  const { namespace = '', name } = pod.metadata;
  const where = `${namespace}/${name} on node ${targetOf(pod)}`;
  const why = remove(set, pod, 'daemonset.replaceEnded');
  if (pod.status.phase === 'Failed') {
    const message = `Found failed daemon pod ${where}, will try to kill it`;
    return [eventOf(set, 'Warning', 'FailedDaemonPod', message), why];
  }
  const message = `Found succeeded daemon pod ${where}, will try to delete it`;
  return [eventOf(set, 'Normal', 'SucceededDaemonPod', message), why];
}

const isNew = (pod: Pod, hash: string): boolean => pod.metadata.labels?.[HASH_LABEL] === hash;

/** Of a node that may have two pods for a while, those that it may not keep. */
function surplus(set: DaemonSet, running: readonly Pod[], hash: string, view: View): Pod[] {
  const surge = set.spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0;
  const isSurging = surge !== 0 && surge !== '0%' && set.spec.updateStrategy?.type !== 'OnDelete';
  if (running.length <= 1) return [];
  if (!isSurging) return running.slice(1);
  const fresh = running.find((pod) => isNew(pod, hash));
  const old = running.find((pod) => !isNew(pod, hash));
  const others = running.filter((pod) => pod !== fresh && pod !== old);
  if (fresh === undefined || old === undefined) return others;
  const minReady = set.spec.minReadySeconds ?? 0;
  const isDone = !isPodReady(old) || isPodAvailable(fresh, minReady, view.clock.epochMs());
  return isDone ? [...others, old] : others;
}

/** Makes and ends pods so that the right nodes have one. Models manage. */
export function manage(
  set: DaemonSet,
  places: readonly Place[],
  owned: readonly Pod[],
  hash: string,
  view: View,
): Action[] {
  const whenRefused = (): Action[] => report(set, places, hash, view);
  const made: Action[] = [];
  const ended: Action[] = [];
  for (const { node, shouldRun, mayStay, pods } of places) {
    const lasting = pods.filter((pod) => !isDeleting(pod));
    if (shouldRun && pods.length === 0) {
      made.push(createOn(set, node.metadata.name, hash, whenRefused));
    } else if (mayStay) {
      const running = lasting.filter((pod) => !isPodTerminal(pod));
      ended.push(...lasting.filter(isPodTerminal).flatMap((pod) => replaceEnded(set, pod)));
      const tooMany = surplus(set, running, hash, view);
      ended.push(...tooMany.map((pod) => remove(set, pod, 'daemonset.surplus')));
    } else ended.push(...lasting.map((pod) => remove(set, pod, 'daemonset.wrongNode')));
  }
  const names = new Set(places.map(({ node }) => node.metadata.name));
  const stray = owned.filter(
    (pod) => !pod.spec.nodeName && !isDeleting(pod) && !names.has(targetOf(pod)),
  );
  return [...made, ...ended, ...stray.map((pod) => remove(set, pod, 'daemonset.wrongNode'))];
}
