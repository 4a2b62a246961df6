import type { Program } from '../../../kernel/index.ts';
import type { DescribeWhat, PgReply } from '../wire.ts';
import { readCopyData } from './copy-data.ts';
import { reportText, tableText } from './format.ts';
import { isInteractive, open, type Psql, write } from './state.ts';

/** The server went away: says so and tries once to get it back. */
export function* lost(psql: Psql): Program<void> {
  const { stderr } = psql.context;
  yield* stderr.write(
    'server closed the connection unexpectedly\n' +
      '\tThis probably means the server terminated abnormally\n' +
      '\tbefore or while processing the request.\n',
  );
  const target = psql.connection?.target;
  psql.connection = undefined;
  psql.isFailed = true;
  if (!isInteractive(psql) || target === undefined) {
    if (!isInteractive(psql)) yield* stderr.write('connection to server was lost\n');
    psql.exitCode = 2;
    psql.isOver = true;
    return;
  }
  const failure = yield* open(psql, target);
  const how = failure === '' ? 'Succeeded' : 'Failed';
  yield* stderr.write(`The connection to the server was lost. Attempting reset: ${how}.\n`);
}

/** Where the rows of a COPY come from and go to, when not where everything else does. */
export interface CopyEnds {
  readonly data: string | undefined;
  readonly output: ((text: string) => void) | undefined;
}

const NO_ENDS: CopyEnds = { data: undefined, output: undefined };

function* show(psql: Psql, reply: PgReply, query: string, ends: CopyEnds): Program<void> {
  const { stderr } = psql.context;
  const { style, options } = psql;
  switch (reply.type) {
    case 'rows': {
      psql.lastRows = reply.table;
      yield* write(psql, tableText(reply.table, style));
      const isSelect = /^(SELECT|SHOW|EXPLAIN)/.test(reply.tag);
      if (!isSelect && !options.isQuiet) yield* write(psql, `${reply.tag}\n`);
      return;
    }
    case 'done':
      if (!options.isQuiet) yield* write(psql, `${reply.tag}\n`);
      return;
    case 'copyIn': {
      const text = ends.data ?? (yield* readCopyData(psql));
      psql.connection?.send({ type: 'copy', text });
      return;
    }
    case 'copyOut':
      if (ends.output === undefined) yield* write(psql, reply.text);
      else {
        ends.output(reply.text);
        if (!options.isQuiet) yield* write(psql, `${reply.tag}\n`);
      }
      return;
    case 'report':
      if (reply.report.severity === 'ERROR' || reply.report.severity === 'FATAL') {
        psql.isFailed = true;
      }
      if (reply.report.state === '57014') yield* stderr.write('Cancel request sent\n');
      yield* stderr.write(reportText(reply.report, query, psql.reportPrefix()));
      return;
    case 'described': {
      const { title, table, footers, hasNoCount } = reply.relation;
      const isRelation = /^(Table|View|Index|Sequence|Unlogged|Materialized) /.test(title);
      const rest = isRelation ? footers : hasNoCount ? [] : undefined;
      const plain = { ...style, isExpanded: style.isExpanded && !isRelation };
      yield* write(psql, tableText(table, plain, { title, footers: rest }));
      return;
    }
    default:
      return;
  }
}

const QUERY_MS = '0.412';
const NOT_CONNECTED = 'You are currently not connected to a database.\n';

/** Sends a text to the server and prints what comes. */
export function* runQuery(psql: Psql, query: string, ends: CopyEnds = NO_ENDS): Program<void> {
  psql.isFailed = false;
  const { connection, options } = psql;
  if (connection === undefined) {
    yield* psql.context.stderr.write(NOT_CONNECTED);
    psql.isFailed = true;
    return;
  }
  if (options.echo === 'queries') yield* write(psql, `${query}\n`);
  const take = (reply: PgReply): Program<void> => show(psql, reply, query, ends);
  psql.isInterrupted = false;
  psql.isAsking = true;
  const isWhole = yield* connection.ask({ type: 'query', text: query }, take);
  psql.isAsking = false;
  if (!isWhole) yield* lost(psql);
  else if (psql.hasTiming) yield* write(psql, `Time: ${QUERY_MS} ms\n`);
}

/** Asks the catalog what a backslash command shows. */
export function* runDescribe(
  psql: Psql,
  what: DescribeWhat,
  pattern: string,
  isVerbose = false,
): Program<void> {
  const { connection } = psql;
  if (connection === undefined) {
    yield* psql.context.stderr.write(NOT_CONNECTED);
    psql.isFailed = true;
    return;
  }
  const take = function* (reply: PgReply): Program<void> {
    if (reply.type === 'report') {
      psql.isFailed = what === 'relation';
      yield* psql.context.stderr.write(reportText(reply.report, '', psql.reportPrefix()));
    } else yield* show(psql, reply, '', NO_ENDS);
  };
  const isWhole = yield* connection.ask({ type: 'describe', what, pattern, isVerbose }, take);
  if (!isWhole) yield* lost(psql);
}
