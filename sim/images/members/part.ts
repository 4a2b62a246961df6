import { type Command, definePart, type Part } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';

type Make = (version: string, host: ContainerHost) => Command;

/** Servers that make a group of several, and their clients. */
export interface MemberPrograms {
  readonly etcd: Make;
  readonly etcdctl: Make;
  readonly zkServer: Make;
  readonly zkCli: Make;
  readonly cassandra: Make;
  readonly nodetool: Make;
  readonly cqlsh: Make;
}

export const MEMBER_PROGRAMS: Part<MemberPrograms> = definePart('members');
