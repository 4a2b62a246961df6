import { type Command, definePart, type Part } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';

/** The server and the client of Redis. */
export interface RedisPrograms {
  createServer(version: string, host: ContainerHost): Command;
  createCli(version: string, host: ContainerHost): Command;
}

export const REDIS_PROGRAMS: Part<RedisPrograms> = definePart('redis');
