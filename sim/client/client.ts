import type {
  AnyKind,
  JsonObject,
  KubeObject,
  ManagedFieldsEntry,
  Result,
  Status,
} from '../api/index.ts';
import type { Process, Reader, Service } from '../kernel/index.ts';
import type { ContainerAttach, ContainerExec, ContainerLogs } from '../node/index.ts';
import type { DeleteOptions, Patch, WriteOptions } from '../store/index.ts';
import type { User } from './user.ts';

/** A collection: all of a kind ('' for every namespace), or those of one namespace. */
export interface CollectionPath {
  readonly kind: AnyKind;
  readonly namespace: string;
}

/**
 * One object, or a subresource of it ('' for the object itself: `status`, `scale`, `eviction`, …).
 */
export interface ObjectPath extends CollectionPath {
  readonly name: string;
  readonly subresource: string;
}

export interface ListOptions {
  /** As on the wire: `app=mysql,tier in (a,b)`; '' for all. */
  readonly labelSelector: string;
  /** As on the wire: `status.phase=Running`; '' for all. */
  readonly fieldSelector: string;
}

export interface ListResult {
  readonly items: readonly KubeObject[];
  readonly resourceVersion: string;
}

/** A table as the server prints it: one row an object, wide columns included. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly priority: number;
}

export interface TableRow {
  /** What stands in a column, worked out when asked for: most do not read the wide ones. */
  cell(column: number): string | number;
  readonly object: KubeObject;
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: KubeObject;
}

/**
 * A running watch. `next` takes the oldest event that was not taken; undefined when there is none
 * yet.
 */
export interface Watch {
  next(): WatchEvent | undefined;
  close(): void;
}

/** A program to run in a container, and the streams that it is given. */
export type ExecRequest = ContainerExec;
/** Whose main program somebody wants to be connected with, and by what. */
export type AttachRequest = ContainerAttach;
/** Which log is wanted, and how much of it. */
export type LogRequest = ContainerLogs;

/** A kind that exists in the API but has several answers about itself: discovery. */
export interface Discovery {
  /** Every kind, in the order of discovery. */
  kinds(): readonly AnyKind[];
  /**
   * The kind for a word of the command line: `sts`, `statefulset.apps`, `pods.v1.`; undefined if
   * none.
   */
  kindFor(word: string): AnyKind | undefined;
  /** The kind for a manifest's apiVersion and kind. */
  kindOf(apiVersion: string, kind: string): AnyKind | undefined;
}

/**
 * The Kubernetes API as a client sees it. All answers are immediate; a failure is the API server's
 * Status. One client belongs to one user and one command at a time: `Origin` is set by whoever
 * creates it.
 */
export interface Client {
  readonly discovery: Discovery;
  get(path: ObjectPath): Result<KubeObject>;
  list(path: CollectionPath, options: ListOptions): Result<ListResult>;
  /** The list as it was at a version, or the Status Expired when that is too long ago. */
  listAt(path: CollectionPath, options: ListOptions, version: number): Result<ListResult>;
  /** The Status Expired when a watch cannot start from a version any more. */
  watchFrom(kind: AnyKind, version: number): Result<null>;
  /** Who owns the fields of an object of an answer; the object itself does not say it. */
  managedFields(kind: AnyKind, object: KubeObject): readonly ManagedFieldsEntry[];
  /** Whether an object is what a dry run answered: no other request finds its owners. */
  isTrial(object: KubeObject): boolean;
  /** The server's table for objects of one kind (`Accept: …as=Table`). */
  table(kind: AnyKind, objects: readonly KubeObject[]): Table;
  /** `body` is what was parsed from a manifest or built by a generator; it is decoded strictly. */
  create(path: ObjectPath, body: JsonObject, options: WriteOptions): Result<KubeObject>;
  update(path: ObjectPath, body: JsonObject, options: WriteOptions): Result<KubeObject>;
  patch(path: ObjectPath, patch: Patch, options: WriteOptions): Result<KubeObject>;
  /** The object where it still exists afterwards, else the Status `Success` that names it. */
  delete(path: ObjectPath, options: DeleteOptions): Result<KubeObject | Status>;
  watch(path: CollectionPath, options: ListOptions, sinceResourceVersion: string): Watch;
  exec(request: ExecRequest): Result<Process>;
  attach(request: AttachRequest): Result<Process>;
  logs(request: LogRequest): Result<Reader>;
  /** What listens on a port of a pod; undefined when nothing does. */
  serviceOf(namespace: string, pod: string, port: number): Service | undefined;
  /** The same API for somebody else: what the roles of the cluster do not allow is Forbidden. */
  as(user: User): Client;
}
