import type { CommandContext, Program } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import type { MysqlFailure, MysqlReply } from '../wire.ts';
import { connect, type Link, type Target } from './connection.ts';
import type { MonitorOptions } from './monitor-options.ts';
import type { Next, Screen } from './screen.ts';

const REHASH =
  'Reading table information for completion of table and column names\n' +
  'You can turn off this feature to get a quicker startup with -A\n\n';

/** The monitor's session with its server, which it opens again when it is lost. */
export interface Keeper {
  readonly session: { link: Link | undefined; schema: string; isQuerying: boolean };
  /** Connects; says why when that fails. */
  open(isAgain: boolean): Program<boolean>;
  reconnect(): Program<boolean>;
  /** Sends something, after another connection if need be. */
  ask(send: (link: Link) => Program<MysqlReply>): Program<MysqlReply | Next>;
  rehash(): Program<void>;
  /** Tells that the server does not answer. */
  complainOfLoss(): Program<Next>;
}

/** Models sql_connect and mysql_real_query_for_lazy of client/mysql.cc. */
export function createKeeper(
  host: ContainerHost,
  context: CommandContext,
  flavour: Flavour,
  target: Target,
  options: MonitorOptions,
  screen: Screen,
): Keeper {
  const { place, put, info, complain, complainOf } = screen;
  const isOracle = flavour.kind === 'oracle';
  const isQuiet = options.isBatch;
  const session: Keeper['session'] = {
    link: undefined,
    schema: options.schema,
    isQuerying: false,
  };
  let hadLost = false;

  function* rehash(): Program<void> {
    if (!options.rehashes || isQuiet || session.link === undefined || session.schema === '') return;
    const reply = yield* session.link.query('show tables');
    if (reply.type === 'rows' && reply.rows.length > 0 && options.silent === 0) yield* put(REHASH);
  }

  function* open(isAgain: boolean): Program<boolean> {
    const answer = yield* connect(host, context, flavour, target, session.schema);
    if (!answer.ok) {
      const line = place.startLine;
      place.startLine = 0;
      yield* complainOf(answer.error);
      place.startLine = line;
      return false;
    }
    session.link = answer.link;
    hadLost = false;
    for (const statement of options.firstStatements) yield* answer.link.query(statement);
    if (!isAgain) yield* rehash();
    return true;
  }

  function* reconnect(): Program<boolean> {
    if (isQuiet) return false;
    yield* info('No connection. Trying to reconnect...');
    if (!(yield* open(true))) {
      session.link = undefined;
      yield* complain("Can't connect to the server\n", undefined);
      return false;
    }
    yield* info(`Connection id:    ${session.link?.id ?? 0}`);
    yield* info(`Current database: ${session.schema === '' ? '*** NONE ***' : session.schema}\n`);
    return true;
  }

  /** What a client says when the connection is gone: at first that it was lost, then that it is. */
  function lostError(): MysqlFailure {
    const of = (code: number, message: string): MysqlFailure => ({
      type: 'error',
      code,
      state: 'HY000',
      message,
    });
    if (isOracle) return of(2013, 'Lost connection to MySQL server during query');
    if (hadLost) return of(2006, 'Server has gone away');
    hadLost = true;
    return target.isSocket
      ? of(2013, 'Lost connection to server during query')
      : of(2026, 'TLS/SSL error: unexpected eof while reading');
  }

  function* ask(send: (own: Link) => Program<MysqlReply>): Program<MysqlReply | Next> {
    for (let tries = 0; tries < LIMITS.mysqlReconnects; tries++) {
      if (session.link === undefined && !(yield* reconnect())) return isQuiet ? 'failed' : 'go on';
      session.isQuerying = true;
      const reply = yield* send(session.link as Link);
      session.isQuerying = false;
      if (reply.type !== 'lost') return reply;
      const error = lostError();
      const next = yield* complainOf(error);
      const retries = isOracle || error.code === 2006;
      if (!retries || isQuiet) return next;
      session.link = undefined;
      if (!(yield* reconnect())) return 'go on';
    }
    return 'go on';
  }

  return { session, open, reconnect, ask, rehash, complainOfLoss: () => complainOf(lostError()) };
}
