import type { Container, EphemeralContainer, Pod, PodSpec } from '../api/index.ts';
import type { Processes } from '../kernel/index.ts';
import { createContainer, graceOf } from './container.ts';
import type { PodAccess, PodContainer } from './pod-container.ts';
import { isPendingInit, sidecarToEnd } from './pod-decision.ts';
import type { ContainerFacts } from './pod-status.ts';
import type { KubeletParts } from './ports.ts';

/** Where a container stands in a pod's spec. */
export type ContainerList = 'containers' | 'initContainers' | 'ephemeralContainers';

/** The containers of one pod. */
export interface PodContainers {
  /** Init containers first, ephemeral ones last. */
  list(): readonly PodContainer[];
  /** Of all but the ephemeral ones. */
  facts(): readonly ContainerFacts[];
  ephemeralFacts(): readonly ContainerFacts[];
  /** Starts the next init container or sidecar; false when there is none left. */
  startNextInit(): boolean;
  /** Starts the main ones in order, as far as a `postStart` hook makes the next one wait. */
  startMain(): void;
  /** Starts those that were put into the pod since it was made. */
  startEphemeral(): void;
  stop(graceMs: number): void;
  stopSidecars(): void;
  /** Lets the sidecar end whose turn it is. */
  passTurn(): void;
  update(pod: Pod): void;
  /** Whether anything of the pod, a label even, can be news for one of them. */
  areAttentive(): boolean;
  drop(): void;
}

const roleOf = ({ restartPolicy }: Container): PodContainer['role'] =>
  restartPolicy === 'Always' ? 'sidecar' : 'init';

const NONE: readonly Container[] = [];

const hasProbe = ({ startupProbe, readinessProbe, livenessProbe }: Container): boolean =>
  (startupProbe ?? readinessProbe ?? livenessProbe) !== undefined;

const factsOf = (containers: readonly PodContainer[]): ContainerFacts[] =>
  containers.map((container) => container.facts());

/** Creates the containers of a pod; none of them is started yet. */
export function createPodContainers(
  parts: KubeletParts,
  pod: () => Pod,
  access: (list: ContainerList) => PodAccess,
): PodContainers {
  const { initContainers = [], containers } = pod().spec;
  const init = initContainers.map((each) =>
    createContainer(parts, access('initContainers'), each, roleOf(each)),
  );
  const main = containers.map((each) => createContainer(parts, access('containers'), each, 'main'));
  const all: readonly PodContainer[] = [...init, ...main];
  const sidecars = all.filter(({ role }) => role === 'sidecar');
  const ephemeral: PodContainer[] = [];
  const isProbed = [...initContainers, ...containers].some(hasProbe);
  let seen: PodSpec | undefined;
  let areSidecarsStopped = false;
  const of = (wanted: string | undefined): PodContainer | undefined =>
    all.find(({ name }) => name === wanted);
  /** The namespace of the container that an ephemeral one looks into. */
  const namespaceOf = ({ targetContainerName }: EphemeralContainer): Processes | undefined =>
    of(targetContainerName)?.processes();

  return {
    list: () => [...all, ...ephemeral],
    facts: () => factsOf(all),
    ephemeralFacts: () => factsOf(ephemeral),
    startNextInit() {
      const next = init.find((container) => isPendingInit(container.facts()));
      if (next?.facts().state === 'Created') next.start();
      return next !== undefined;
    },
    startMain() {
      for (const container of main) {
        const { state, spec, current } = container.facts();
        if (state === 'Created') container.start();
        const isHeldUp = current === undefined || state === 'PostStart';
        if (isHeldUp && spec.lifecycle?.postStart !== undefined) return;
      }
    },
    startEphemeral() {
      for (const spec of pod().spec.ephemeralContainers ?? []) {
        if (ephemeral.some(({ name }) => name === spec.name)) continue;
        const own = access('ephemeralContainers');
        const processes = () => own.processes() ?? namespaceOf(spec);
        const made = createContainer(parts, { ...own, processes }, spec, 'ephemeral');
        ephemeral.push(made);
        made.start();
      }
    },
    stop(graceMs) {
      areSidecarsStopped = true;
      for (const container of [...all, ...ephemeral]) container.stop(graceMs);
    },
    stopSidecars() {
      if (areSidecarsStopped) return;
      areSidecarsStopped = true;
      for (const sidecar of sidecars) sidecar.stop(graceOf(pod()));
    },
    passTurn() {
      const turn = sidecars.length === 0 ? undefined : sidecarToEnd(factsOf(all));
      sidecars.find(({ name }) => name === turn)?.takeTurn();
    },
    update(next) {
      // What else changed of the pod is news for nobody but those who answer its probes.
      if (next.spec === seen && !isProbed) return;
      seen = next.spec;
      for (const spec of next.spec.initContainers ?? NONE) of(spec.name)?.update(spec);
      for (const spec of next.spec.containers) of(spec.name)?.update(spec);
    },
    areAttentive: () => isProbed,
    drop() {
      for (const container of [...all, ...ephemeral]) container.drop();
    },
  };
}
