import type { Container, Pod, Probe } from '../api/index.ts';
import { type Effect, type Hosted, hostMachine, type Queue } from '../kernel/index.ts';
import { getHttp, portOf, runCommand } from './actions.ts';
import type { RunningContainer } from './pod-container.ts';
import type { KubeletParts } from './ports.ts';
import { type ProbeEvent, probeMachine } from './probe.machine.ts';
import type { ProbeKind } from './profile.ts';
import { type RunningMachine, runningMachine } from './statechart.ts';

/** What the probes of one run of a container need. */
export interface ProbeAccess {
  spec(): Container;
  pod(): Pod;
  podIp(): string;
  readonly running: RunningContainer;
  record(severity: 'Normal' | 'Warning', reason: string, message: string): void;
  changed(): void;
  restart(message: string, graceMs: number): void;
}

export interface Probes {
  isStarted(): boolean;
  isReady(): boolean;
  /** Asks emulated probes again. */
  ask(): void;
  /** The machines of the probes, to be shown. */
  machines(): readonly RunningMachine[];
  stop(): void;
}

type Answer = Exclude<ProbeEvent, { type: 'ASK' }>;

const SUCCESS: Answer = { type: 'SUCCESS' };
const failure = (message: string): Answer => ({ type: 'FAILURE', message });
/** The kubelet's first look at a container that has no initial delay. */
const FIRST_LOOK_MS = 100;

/** The answer of an HTTP or TCP probe. */
function askPort(access: ProbeAccess, probe: Probe, atEpochMs: number): Answer {
  const { httpGet, tcpSocket, grpc } = probe;
  const { running } = access;
  const [spec, podIp] = [access.spec(), access.podIp()];
  if (httpGet === undefined) {
    const port = portOf(spec, tcpSocket?.port ?? grpc?.port ?? 0);
    if (running.service(port) !== undefined) return SUCCESS;
    return failure(`dial tcp ${podIp}:${port}: connect: connection refused`);
  }
  const answer = getHttp({ spec, podIp, running }, httpGet, 'kube-probe', atEpochMs);
  if (!answer.isAnswered) return failure(answer.message);
  const { status } = answer;
  return status >= 200 && status < 400
    ? SUCCESS
    : failure(`HTTP probe failed with statuscode: ${status}`);
}

/** Runs the command of an exec probe in the container; `done` gets its answer, later. */
function askCommand(
  queue: Queue,
  running: RunningContainer,
  argv: readonly string[],
  done: (answer: Answer) => void,
): void {
  runCommand(queue, running, argv, (outcome) => {
    if (!outcome.isStarted) {
      done(running.image?.isModelled ? failure(outcome.message) : SUCCESS);
    } else done(outcome.exitCode === 0 ? SUCCESS : failure(outcome.output));
  });
}

const title = (kind: ProbeKind): string => kind.charAt(0).toUpperCase() + kind.slice(1);

/** Starts the probes of a container that has just started. */
export function createProbes(parts: KubeletParts, access: ProbeAccess): Probes {
  const { queue, profile } = parts;
  const hosted = new Map<ProbeKind, Hosted<typeof probeMachine>>();
  let isStopped = false;

  const askOnce = (kind: ProbeKind, probe: Probe): void => {
    const answer = (event: Answer): void => {
      const machine = hosted.get(kind);
      if (isStopped || machine?.snapshot().value !== 'Probing') return;
      machine.send(event);
    };
    const plan = profile.probe(access.pod(), access.spec(), kind);
    if (plan.type === 'emulated') {
      const { outcome } = plan;
      answer(outcome.type === 'success' ? SUCCESS : failure(outcome.message));
    } else if (probe.exec !== undefined) {
      askCommand(queue, access.running, probe.exec.command ?? [], answer);
    } else answer(askPort(access, probe, queue.epochMs()));
  };
  const judged = (kind: ProbeKind, probe: Probe): void => {
    const isPassing = hosted.get(kind)?.snapshot().context.isPassing === true;
    if (kind === 'startup' && isPassing) {
      hosted.get('startup')?.stop();
      begin('readiness');
      begin('liveness');
    }
    if (kind !== 'readiness' && !isPassing) {
      const seconds =
        probe.terminationGracePeriodSeconds ??
        access.pod().spec.terminationGracePeriodSeconds ??
        30;
      stop();
      const what = `Container ${access.spec().name} failed ${kind} probe, will be restarted`;
      access.restart(what, seconds * 1000);
    }
    access.changed();
  };
  const begin = (kind: ProbeKind): void => {
    const probe = access.spec()[`${kind}Probe`];
    if (probe === undefined) return;
    const plan = profile.probe(access.pod(), access.spec(), kind);
    const isEmulated = plan.type === 'emulated';
    const initialMs = (probe.initialDelaySeconds ?? 0) * 1000;
    const effects: Readonly<Record<string, () => void>> = {
      probe: () => queue.schedule(0, 'probe', () => !isStopped && askOnce(kind, probe)),
      report: () => judged(kind, probe),
      recordUnhealthy: () => {
        const { message = '' } = hosted.get(kind)?.snapshot().context ?? {};
        access.record('Warning', 'Unhealthy', `${title(kind)} probe failed: ${message}`);
      },
    };
    const input = {
      firstMs: isEmulated ? plan.firstMs : Math.max(FIRST_LOOK_MS, initialMs),
      periodMs: (probe.periodSeconds ?? 10) * 1000,
      timeoutMs: (probe.timeoutSeconds ?? 1) * 1000,
      successThreshold: isEmulated ? plan.successThreshold : (probe.successThreshold ?? 1),
      failureThreshold: isEmulated ? plan.failureThreshold : (probe.failureThreshold ?? 3),
      isPassing: kind === 'liveness',
    };
    const execute = (effect: Effect): void => effects[effect.type]?.();
    hosted.set(kind, hostMachine(queue, probeMachine, input, execute));
  };
  const stop = (): void => {
    isStopped = true;
    for (const machine of hosted.values()) machine.stop();
  };
  const isPassing = (kind: ProbeKind): boolean =>
    access.spec()[`${kind}Probe`] === undefined ||
    hosted.get(kind)?.snapshot().context.isPassing === true;

  if (access.spec().startupProbe !== undefined) begin('startup');
  else {
    begin('readiness');
    begin('liveness');
  }
  return {
    isStarted: () => isPassing('startup'),
    isReady: () => isPassing('startup') && isPassing('readiness'),
    ask() {
      for (const [kind, machine] of hosted) {
        const plan = profile.probe(access.pod(), access.spec(), kind);
        if (plan.type === 'emulated' && !isStopped) machine.send({ type: 'ASK' });
      }
    },
    machines: () =>
      [...hosted].map(([kind, machine]) => {
        const name = `${access.spec().name} ${kind}`;
        return runningMachine(probeMachine, name, machine.snapshot());
      }),
    stop,
  };
}
