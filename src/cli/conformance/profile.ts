import type { Container, Pod } from '../../../sim/api/index.ts';
import {
  DEFAULT_PROFILE,
  type NodeProfile,
  notFoundError,
  type ProbeKind,
  type ProbePlan,
  type Pull,
  type PullRequest,
  parseReference,
  pullByPolicy,
  type RunPlan,
} from '../../../sim/node/index.ts';

const PULL_MS = 200;
const SET_UP_MS = 290;
const START_MS = 10;
const STOP_MS = 300;
const CRASH_AFTER_MS = 400;
/** What a container that runs to an end takes besides its `sleep`. */
const RUN_MS = 400;
const FIRST_PROBE_MS = 500;

const MS_OF_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The annotation `oracle/<name>` of a pod. */
const switchOf = (pod: Pod, name: string): string | undefined =>
  pod.metadata.annotations?.[`oracle/${name}`];

/** The annotation as a time, `1500ms` or `2s`. */
const switchMs = (pod: Pod, name: string, defaultMs: number): number => {
  const match = /^([\d.]+)(ms|s|m|h)$/.exec(switchOf(pod, name) ?? '');
  return match === null ? defaultMs : Number(match[1]) * (MS_OF_UNIT[match[2] as string] ?? 0);
};

/** No image is missing on the recorded nodes, and none that may be pulled, but for this tag. */
function pull({ container }: PullRequest): Pull {
  const image = container.image ?? '';
  const reference = parseReference(image);
  if (reference === undefined) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
    return { type: 'failed', delayMs: 0, error: { reason: 'InvalidImageName', message } };
  }
  if (reference.tag.includes('does-not-exist')) {
    return { type: 'failed', delayMs: PULL_MS, error: notFoundError(reference) };
  }
  if (container.imagePullPolicy !== 'Always') return { type: 'present' };
  return { type: 'pulled', delayMs: PULL_MS };
}

/** Whether a container is there to run to an end. */
const isTask = (pod: Pod, container: Container): boolean => {
  const initContainer = pod.spec.initContainers?.find(({ name }) => name === container.name);
  if (initContainer !== undefined) return initContainer.restartPolicy !== 'Always';
  return pod.spec.restartPolicy === 'Never' || pod.spec.restartPolicy === 'OnFailure';
};

const FOREVER: RunPlan = { type: 'emulated', exitAfterMs: undefined, exitCode: 0 };

function run(pod: Pod, container: Container): RunPlan {
  if (container.image?.includes('crash')) {
    return { type: 'emulated', exitAfterMs: CRASH_AFTER_MS, exitCode: 1 };
  }
  if (!isTask(pod, container)) return FOREVER;
  const words = [...(container.command ?? []), ...(container.args ?? [])].join(' ');
  if (/\bsleep\s+infinity\b/.test(words)) return FOREVER;
  const seconds = Number(/\bsleep\s+([\d.]+)/.exec(words)?.[1] ?? 0);
  const exitCode = Number(/\bexit\s+(\d+)/.exec(words)?.[1] ?? 0);
  return { type: 'emulated', exitAfterMs: Math.round(seconds * 1000) + RUN_MS, exitCode };
}

function probe(pod: Pod, container: Container, kind: ProbeKind): ProbePlan {
  const name = { readiness: 'ready', liveness: 'live', startup: 'started' }[kind];
  const rule = container[`${kind}Probe`];
  const isFailing = switchOf(pod, name) === 'false';
  return {
    type: 'emulated',
    firstMs: kind === 'readiness' ? switchMs(pod, 'ready-delay', FIRST_PROBE_MS) : FIRST_PROBE_MS,
    successThreshold: 1,
    failureThreshold: kind === 'readiness' ? 1 : (rule?.failureThreshold ?? 3),
    outcome: isFailing
      ? { type: 'failure', message: 'HTTP probe failed with statuscode: 503' }
      : { type: 'success' },
  };
}

/** The nodes of the recorded clusters: their delays, and the switches in manifests. */
export const RECORDED_PROFILE: NodeProfile = {
  ...DEFAULT_PROFILE,
  hasMetricsServer: false,
  hasNotices: false,
  setUpMs: (pod) => switchMs(pod, 'create-delay', SET_UP_MS),
  pull,
  startMs: () => START_MS,
  run,
  stop: (pod) => ({
    type: 'emulated',
    delayMs: switchMs(pod, 'term', STOP_MS),
    exitCode: Number(switchOf(pod, 'term-exit') ?? 0),
  }),
  probe,
};

/** For recordings of programs: the same delays, but images run, with their files and servers. */
export const PROGRAMS_PROFILE: NodeProfile = {
  ...RECORDED_PROFILE,
  firstPodHost: 12,
  pull: (request) => {
    const answer = pullByPolicy(request);
    return answer.type === 'failed' ? answer : { type: 'present' };
  },
  run: DEFAULT_PROFILE.run,
  // CoreDNS was recorded without the seconds in which it goes on while it is being stopped.
  stop: (pod, container) =>
    (pod.metadata.namespace === 'kube-system' ? RECORDED_PROFILE : DEFAULT_PROFILE).stop(
      pod,
      container,
    ),
  probe: DEFAULT_PROFILE.probe,
};
