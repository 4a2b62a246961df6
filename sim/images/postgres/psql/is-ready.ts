import type { Command, CommandContext, Program } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import { connect } from './connection.ts';

function* run(
  version: string,
  host: ContainerHost,
  { args, env, stdout }: CommandContext,
): Program {
  if (args.includes('--version') || args.includes('-V')) {
    yield* stdout.write(`pg_isready (PostgreSQL) ${version}\n`);
    return 0;
  }
  const of = (flag: string, long: string): string | undefined => {
    const at = args.indexOf(flag);
    if (at >= 0) return args[at + 1];
    return args.find((arg) => arg.startsWith(`${long}=`))?.slice(long.length + 1);
  };
  const name = of('-h', '--host') ?? env.get('PGHOST') ?? '';
  const port = of('-p', '--port') ?? (env.get('PGPORT') || '5432');
  const shown = `${name === '' ? '/var/run/postgresql' : name}:${port}`;
  const isQuiet = args.includes('-q');
  const say = function* (text: string): Program<void> {
    if (!isQuiet) yield* stdout.write(`${shown} - ${text}\n`);
  };
  const target = { host: name, port, user: '', database: '' };
  const answer = yield* connect(host.dial, target, undefined);
  // Whoever is refused by name has reached a server.
  const isReached = answer.ok || answer.needsPassword || answer.message.includes('FATAL');
  if (isReached) {
    yield* say('accepting connections');
    return 0;
  }
  yield* say('no response');
  return 2;
}

/** `pg_isready`. */
export const createIsReady = (version: string, host: ContainerHost): Command => ({
  name: 'pg_isready',
  summary: 'whether a PostgreSQL server answers',
  run: (context) => run(version, host, context),
});
