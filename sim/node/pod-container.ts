import type { Container, Pod } from '../api/index.ts';
import type { CommandTable, FileSystem, Processes } from '../kernel/index.ts';
import type { Image, Service } from './image.ts';
import type { PodFacts } from './pod-facts.ts';
import type { ContainerFacts, ContainerRole } from './pod-status.ts';
import type { Run } from './run.ts';
import type { RunningMachine } from './statechart.ts';

/** What a container asks of the pod that it belongs to. */
export interface PodAccess {
  pod(): Pod;
  facts(): PodFacts;
  volume(name: string): FileSystem | undefined;
  /** The namespace that it shares with others; undefined for one of its own. */
  processes(): Processes | undefined;
  /** What runs already of a container of a pod that the kubelet found when it started. */
  found(container: string): FoundContainer | undefined;
  /** Full names of the images that the node has. */
  readonly presentImages: Set<string>;
  record(
    container: Container,
    severity: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void;
  /** Something changed that the pod worker has to look at. */
  changed(): void;
}

/** A container that ran before its kubelet started. */
export interface FoundContainer {
  readonly containerId: string;
  readonly startedAtEpochMs: number;
}

export interface PodContainer {
  readonly name: string;
  readonly role: ContainerRole;
  facts(): ContainerFacts;
  start(): void;
  stop(graceMs: number): void;
  /** Those that have to end before it have ended (sidecars end one after the other). */
  takeTurn(): void;
  /** The pod's object changed: a new definition, or another answer of an emulated probe. */
  update(spec: Container): void;
  /** Ends everything at once, without a word to anybody. */
  drop(): void;
  /** Its own machine and those of its probes, to be shown. */
  machines(): readonly RunningMachine[];
  /** The namespace of the run that is going on. */
  processes(): Processes | undefined;
  /** The run that is going on. */
  run(): RunningContainer | undefined;
  /** A log; undefined when there is none. */
  log(isPrevious: boolean): Run['log'] | undefined;
}

/** A container that runs, for `exec`, probes and traffic. */
export interface RunningContainer {
  readonly env: ReadonlyMap<string, string>;
  readonly directory: string;
  readonly image: Image | undefined;
  files(): FileSystem;
  commands(): CommandTable;
  service(port: number): Service | undefined;
  memoryBytes(): number;
  attach: Run['attach'];
  readonly startedAtEpochMs: number;
  usage: Run['usage'];
  exec: Run['exec'];
}
