import { type FileSystem, type Program, until } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { answering, call, type Message } from './calls.ts';

/** A server of a group that keeps one store together. */
export interface Member {
  readonly name: string;
  readonly host: string;
  /** Where the others of the group reach it. */
  readonly port: number;
}

/** What becomes of a key; without a value it is removed. */
export interface Change {
  readonly key: string;
  readonly value: string | null;
}

interface Entry {
  readonly revision: number;
  readonly changes: readonly Change[];
}

export interface Item {
  readonly value: string;
  readonly createRevision: number;
  readonly modRevision: number;
  readonly version: number;
}

/** How a member of the group answered when it was asked last. */
export interface Standing {
  readonly member: Member;
  readonly revision: number;
}

/** A store that a majority of its members keeps. */
export interface Ensemble {
  readonly self: Member;
  readonly members: readonly Member[];
  readonly items: ReadonlyMap<string, Item>;
  revision(): number;
  /** Members that answer, this one among them. */
  reachable(): Program<readonly Standing[]>;
  /** The member that writes go to; undefined without a majority. */
  leader(): Program<Member | undefined>;
  /** Writes once a majority has it. Returns the revision, or undefined without a majority. */
  propose(changes: readonly Change[]): Program<number | undefined>;
  /** Takes from the others what this member has missed. */
  catchUp(): Program<void>;
  /** Answers the other members from now on; returns what ends that. */
  open(): () => void;
}

export interface EnsembleOptions {
  readonly host: ContainerHost;
  readonly files: FileSystem;
  /** Where the entries are kept; its directory exists. */
  readonly logFile: string;
  readonly self: Member;
  /** In the order in which they lead. */
  readonly members: readonly Member[];
}

const ASK_MS = 500;

const isMajority = (count: number, of: number): boolean => count * 2 > of;

function readEntries(files: FileSystem, logFile: string): Entry[] {
  const found = files.read(logFile);
  if (!found.ok) return [];
  const lines = found.value.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Entry);
}

/** The entries that a member has, kept in its file, and the items that come of them. */
function createLog({ files, logFile }: EnsembleOptions) {
  const entries: Entry[] = [];
  const items = new Map<string, Item>();
  const apply = (entry: Entry): void => {
    entries.push(entry);
    const { revision } = entry;
    for (const { key, value } of entry.changes) {
      const old = items.get(key);
      if (value === null) items.delete(key);
      else {
        const createRevision = old?.createRevision ?? revision;
        const version = (old?.version ?? 0) + 1;
        items.set(key, { value, createRevision, modRevision: revision, version });
      }
    }
  };
  for (const entry of readEntries(files, logFile)) apply(entry);
  return {
    items,
    revision: () => entries.at(-1)?.revision ?? 1,
    since: (revision: number) => entries.filter((entry) => entry.revision > revision),
    add(entry: Entry): void {
      apply(entry);
      files.append(logFile, `${JSON.stringify(entry)}\n`);
    },
  };
}

/**
 * A store of several servers that is written only when a majority takes part. The first member that
 * answers leads, so there is no election to wait for; what that leaves out of Raft and Zab cannot
 * be seen without a network that splits.
 */
export function createEnsemble(options: EnsembleOptions): Ensemble {
  const { host, self, members } = options;
  const log = createLog(options);
  let isWriting = false;
  /** Where members answered last, or called from: a name need not resolve while they are there. */
  const addresses = new Map<string, string>();

  function* askAt(member: Member, place: string, request: Message) {
    const { port } = member;
    const answer = yield* call(host.dial, { host: place, port }, request, ASK_MS);
    return answer?.name === member.name ? answer : undefined;
  }
  function* ask(member: Member, request: Message): Program<Message | undefined> {
    const told = { ...request, from: self.name };
    const known = addresses.get(member.name);
    const answer = known === undefined ? undefined : yield* askAt(member, known, told);
    return answer ?? (yield* askAt(member, member.host, told));
  }

  function* reachable(): Program<readonly Standing[]> {
    const standing: Standing[] = [];
    for (const member of members) {
      if (member.name === self.name) standing.push({ member, revision: log.revision() });
      else {
        const answer = yield* ask(member, { type: 'standing' });
        if (answer !== undefined) standing.push({ member, revision: Number(answer.revision) });
      }
    }
    return standing;
  }

  function* send(member: Member, entry: Entry): Program<boolean> {
    const answer = yield* ask(member, { type: 'append', entries: [entry] });
    if (answer === undefined || answer.isDone === true) return answer !== undefined;
    const entries = [...log.since(Number(answer.revision)), entry];
    const again = yield* ask(member, { type: 'append', entries });
    return again?.isDone === true;
  }

  function* write(changes: readonly Change[]): Program<number | undefined> {
    yield* until(() => !isWriting);
    isWriting = true;
    const entry: Entry = { revision: log.revision() + 1, changes };
    let count = 1;
    for (const { member } of yield* reachable()) {
      if (member.name !== self.name && (yield* send(member, entry))) count++;
    }
    const isKept = isMajority(count, members.length);
    if (isKept) log.add(entry);
    isWriting = false;
    return isKept ? entry.revision : undefined;
  }

  function append(entries: readonly Entry[]): Message {
    for (const entry of entries) {
      if (entry.revision <= log.revision()) continue;
      if (entry.revision !== log.revision() + 1) {
        return { name: self.name, isDone: false, revision: log.revision() };
      }
      log.add(entry);
    }
    return { name: self.name, isDone: true, revision: log.revision() };
  }

  function* leader(): Program<Member | undefined> {
    const standing = yield* reachable();
    return isMajority(standing.length, members.length) ? standing[0]?.member : undefined;
  }

  return {
    self,
    members,
    items: log.items,
    revision: log.revision,
    reachable,
    leader,
    *propose(changes) {
      const first = yield* leader();
      if (first === undefined) return undefined;
      if (first.name === self.name) return yield* write(changes);
      const answer = yield* ask(first, { type: 'propose', changes });
      return typeof answer?.revision === 'number' ? answer.revision : undefined;
    },
    *catchUp() {
      const ahead = (yield* reachable()).filter(({ revision }) => revision > log.revision());
      const [newest] = [...ahead].sort((a, b) => b.revision - a.revision);
      if (newest === undefined) return;
      const answer = yield* ask(newest.member, { type: 'entries', after: log.revision() });
      append((answer?.entries ?? []) as readonly Entry[]);
    },
    open() {
      function* reply(request: Message, from: string): Program<Message> {
        addresses.set(String(request.from), from);
        if (request.type === 'append') return append(request.entries as readonly Entry[]);
        const { name } = self;
        if (request.type === 'entries') return { name, entries: log.since(Number(request.after)) };
        if (request.type !== 'propose') return { name, revision: log.revision() };
        const revision = yield* write(request.changes as readonly Change[]);
        return { name, revision: revision ?? null };
      }
      return host.listen(self.port, answering(host, reply));
    },
  };
}

/** FNV-1a, twice: an id of sixteen hexadecimal digits that belongs to a name. */
export function idOf(name: string): string {
  const half = (seed: number): string => {
    let hash = seed >>> 0;
    for (let at = 0; at < name.length; at++) {
      hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
    }
    return hash.toString(16).padStart(8, '0');
  };
  return `${half(0x811c9dc5)}${half(0x9dc5811c)}`;
}
