import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Anything that JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** One step of a recording; test/conformance/README.md says what each field means. */
export interface Step {
  readonly cmd?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly t?: number;
  readonly tEnd?: number;
  readonly tQuiet?: number;
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly judge?: 'skip' | 'lines';
  readonly fresh?: boolean;
  readonly tty?: boolean;
  readonly typed?: readonly string[];
  /** What the recorder did beside the typing. */
  readonly note?: string;
  readonly transcript?: string;
  readonly sleep?: number;
  readonly waitQuiet?: boolean | number;
}

/** What a real cluster, shell or program did, as it was recorded. */
export interface Recording {
  readonly id: string;
  readonly title: string;
  readonly compare?: 'bytes' | 'programs';
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** Of the programs that were recorded, by name. */
  readonly versions?: Readonly<Record<string, string>>;
  readonly upstream?: Readonly<Record<string, string>>;
  readonly startedAt?: string;
  readonly steps: readonly Step[];
}

/** One change of the cluster, in order. */
export interface TraceItem {
  readonly t: number;
  readonly rv: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly ns: string;
  readonly name: string;
  readonly object: JsonObject;
}

/** What ours did at one step; an empty object where there was nothing to run. */
export interface PlayedStep {
  readonly cmd?: string;
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly transcript?: string;
}

/** A recording as ours played it, in the same format, aligned step by step. */
export interface Played {
  readonly id: string;
  readonly steps: readonly PlayedStep[];
  readonly trace: readonly TraceItem[];
  readonly finalObjects: Readonly<Record<string, readonly JsonObject[]>>;
  /**
   * What was thrown on the way: bugs of ours, each with its trace. A step that threw is missing.
   */
  readonly bugs: readonly string[];
}

/** A bug that step `index` ran into. */
export const bugText = (index: number, error: unknown): string =>
  `step ${index}: ${error instanceof Error ? error.stack : error}`;

/** The folders of the project's own recordings, in the order in which they are played. */
export const FOLDERS = ['recordings', 'programs', 'network', 'databases', 'bash', 'shell'] as const;

/** Reads the recordings of a folder in the order of their names; `only` picks some by id. */
export function readRecordings(folder: string, only: readonly string[] | undefined): Recording[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((id) => only === undefined || only.includes(id))
    .sort()
    .map((id) => JSON.parse(readFileSync(path.join(folder, `${id}.json`), 'utf8')) as Recording);
}
