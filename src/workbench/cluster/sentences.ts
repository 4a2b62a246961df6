import { type Dictionary, fill } from '../../i18n/index.ts';
import type { NetworkRequest } from '../../session/engine.ts';
import type { PodSummary } from './pod-summary.ts';
import type { RolloutSummary } from './rollouts.ts';
import type { ServiceSummary } from './services.ts';
import type { ClaimSummary, NodeSummary, Summary } from './summary.ts';
import { titleAmong } from './titles.ts';

type Texts = Dictionary['cluster'];

/** More than this at once is counted: nobody can listen to it. */
const MOST_SENTENCES = 6;

export const nodeStatus = (node: NodeSummary, t: Texts): string =>
  [node.isReady ? t.nodeReady : t.nodeNotReady, ...(node.isCordoned ? [t.nodeCordoned] : [])].join(
    t.listGap,
  );

function podChange(old: PodSummary | undefined, pod: PodSummary, t: Texts): string | undefined {
  const values = { name: pod.name, node: pod.node, status: pod.status, count: pod.restarts };
  if (pod.tone === 'terminating') {
    return old?.tone === 'terminating' ? undefined : fill(t.podTerminating, values);
  }
  if (pod.isReady && old?.isReady !== true) return fill(t.podReady, values);
  if (old === undefined) return fill(t.podAdded, values);
  if (pod.restarts > old.restarts) return fill(t.podRestarted, values);
  if (old.isReady && !pod.isReady) return fill(t.podNotReady, values);
  if (pod.node !== old.node && pod.node !== '') return fill(t.podScheduled, values);
  if (pod.status !== old.status) return fill(t.podStatus, values);
  return undefined;
}

function claimChange(old: ClaimSummary | undefined, claim: ClaimSummary, t: Texts) {
  const values = { name: claim.name };
  if (claim.phase === 'Bound' && old?.phase !== 'Bound') return fill(t.claimBound, values);
  return old === undefined ? fill(t.claimAdded, values) : undefined;
}

const byUid = <T extends { readonly uid: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.uid, item]));

function nodeChanges(before: readonly NodeSummary[], after: readonly NodeSummary[], t: Texts) {
  const [oldNodes, newNodes] = [byUid(before), byUid(after)];
  const gone = before.filter(({ uid }) => !newNodes.has(uid));
  const changed = after.filter((node) => {
    const old = oldNodes.get(node.uid);
    return old === undefined || nodeStatus(old, t) !== nodeStatus(node, t);
  });
  return [
    ...gone.map(({ name }) => fill(t.nodeGone, { name })),
    ...changed.map((node) =>
      fill(oldNodes.has(node.uid) ? t.nodeChanged : t.nodeAdded, {
        name: node.name,
        status: nodeStatus(node, t),
      }),
    ),
  ];
}

function serviceChanges(
  before: readonly ServiceSummary[],
  after: readonly ServiceSummary[],
  t: Texts,
) {
  const [oldOnes, newOnes] = [byUid(before), byUid(after)];
  return [
    ...before
      .filter(({ uid }) => !newOnes.has(uid))
      .map((service) => fill(t.serviceGone, { name: titleAmong(service, before) })),
    ...after
      .filter(({ uid }) => !oldOnes.has(uid))
      .map((service) => fill(t.serviceAdded, { name: titleAmong(service, after) })),
  ];
}

/** What happened between two pictures, in short sentences for a live region. */
export function describeChanges(before: Summary, after: Summary, t: Texts): string[] {
  const sentences: (string | undefined)[] = [];
  const [oldPods, newPods] = [byUid(before.pods), byUid(after.pods)];
  for (const pod of before.pods) {
    if (!newPods.has(pod.uid)) sentences.push(fill(t.podGone, { name: pod.name }));
  }
  for (const pod of after.pods) sentences.push(podChange(oldPods.get(pod.uid), pod, t));
  const [oldClaims, newClaims] = [byUid(before.claims), byUid(after.claims)];
  for (const claim of before.claims) {
    if (!newClaims.has(claim.uid)) sentences.push(fill(t.claimGone, { name: claim.name }));
  }
  for (const claim of after.claims) sentences.push(claimChange(oldClaims.get(claim.uid), claim, t));
  sentences.push(...nodeChanges(before.nodes, after.nodes, t));
  sentences.push(...serviceChanges(before.services, after.services, t));
  const said = sentences.filter((sentence) => sentence !== undefined);
  // One more is said as well as that there is one more.
  if (said.length <= MOST_SENTENCES + 1) return said;
  const rest = said.length - MOST_SENTENCES;
  return [...said.slice(0, MOST_SENTENCES), fill(t.manyChanges, { count: rest })];
}

/** What pods asked of the network since, in short sentences for a live region. */
export function describeRequests(
  before: readonly NetworkRequest[],
  after: readonly NetworkRequest[],
  t: Texts,
): string[] {
  const last = before.at(-1);
  const fresh = after.slice(last === undefined ? 0 : after.lastIndexOf(last) + 1);
  return fresh
    .slice(-MOST_SENTENCES)
    .map(({ from, what, host, answer, outcome }) =>
      fill(t.requestSaid, { pod: from.pod, what: what || host, answer: answer || outcome }),
    );
}

/** One entry of the text twin, with what belongs below it. */
export interface Paragraph {
  readonly text: string;
  readonly below: readonly string[];
}

/** The values of a pod that texts may name. */
export const podValues = ({ name, status, ready, containers, restarts, node }: PodSummary) => ({
  name,
  status,
  ready,
  containers,
  restarts,
  node,
});

/** One sentence after another; a full-width stop needs no space after it. */
const joined = (sentences: readonly string[]): string =>
  sentences.join(' ').replaceAll('。 ', '。');

const podLine = (pod: PodSummary, t: Texts): string =>
  joined([
    fill(t.textPod, podValues(pod)),
    // A pod that has ended keeps its word while finalizers hold it.
    ...(pod.tone === 'terminating' && pod.status !== 'Terminating' ? [t.textDeleted] : []),
    ...(pod.address === '' ? [] : [fill(t.textAddress, { address: pod.address })]),
    ...(pod.revision === 0 ? [] : [fill(t.textRevision, { revision: pod.revision })]),
  ]);

function rolloutLine(rollout: RolloutSummary, { rollouts }: Summary, t: Texts): string {
  const name = titleAmong(rollout, rollouts);
  const { kind, ready, replicas, updated, revision, partition } = rollout;
  const line = fill(t.textRollout, { kind, name, ready, replicas, updated, revision });
  return partition === 0 ? line : joined([line, fill(t.textPartition, { partition })]);
}

/** Names that a sentence lists; of more it says how many there are. */
const MOST_NAMES = 8;

function listed(names: readonly string[], t: Texts): string {
  const first = names.slice(0, MOST_NAMES).join(t.listGap);
  const count = names.length - MOST_NAMES;
  return count > 0 ? fill(t.andMore, { listed: first, count }) : first;
}

function serviceLine(service: ServiceSummary, { pods, services }: Summary, t: Texts): string {
  const { endpoints, externalName: external } = service;
  const name = titleAmong(service, services);
  if (external !== '') return fill(t.textServiceExternal, { name, external });
  const names = (isReady: boolean): string[] =>
    endpoints
      .filter((endpoint) => endpoint.isReady === isReady)
      .map(({ pod }) => pods.find(({ uid }) => uid === pod)?.name ?? '')
      .filter((pod) => pod !== '');
  const [ready, unready] = [names(true), names(false)];
  return joined([
    ready.length === 0
      ? fill(t.textServiceEmpty, { name })
      : fill(t.textService, { name, pods: listed(ready, t) }),
    ...(unready.length === 0 ? [] : [fill(t.textServiceUnready, { pods: listed(unready, t) })]),
  ]);
}

/** The whole picture in sentences. */
export function describeAll(summary: Summary, t: Texts): Paragraph[] {
  const onNode = (name: string): PodSummary[] => summary.pods.filter((pod) => pod.node === name);
  const known = new Set(summary.nodes.map((node) => node.name));
  const waiting = summary.pods.filter((pod) => !known.has(pod.node));
  const use = (claim: ClaimSummary): string =>
    claim.pod === undefined ? t.claimKept : fill(t.claimUsed, { pod: claim.pod.name });
  return [
    ...summary.rollouts.map((rollout) => ({ text: rolloutLine(rollout, summary, t), below: [] })),
    ...summary.services.map((service) => ({ text: serviceLine(service, summary, t), below: [] })),
    ...(summary.nodes.length === 0 ? [{ text: t.textNoNodes, below: [] }] : []),
    ...summary.nodes.map((node) => {
      const pods = onNode(node.name);
      const values = { name: node.name, status: nodeStatus(node, t), count: pods.length };
      return { text: fill(t.textNode, values), below: pods.map((pod) => podLine(pod, t)) };
    }),
    ...(waiting.length === 0
      ? []
      : [{ text: t.unscheduled, below: waiting.map((pod) => podLine(pod, t)) }]),
    ...summary.claims.map((claim) => ({
      text: fill(t.textClaim, { name: claim.name, phase: claim.phase, use: use(claim) }),
      below: [],
    })),
  ];
}
