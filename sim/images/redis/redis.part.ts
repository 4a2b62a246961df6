import { fillPart } from '../../kernel/index.ts';
import { createRedisCli } from './cli/redis-cli.ts';
import { REDIS_PROGRAMS } from './part.ts';
import { createRedisServer } from './redis-server.ts';

export const loaded = fillPart(REDIS_PROGRAMS, {
  createServer: createRedisServer,
  createCli: createRedisCli,
});
