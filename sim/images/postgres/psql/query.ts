import type { Program } from '../../../kernel/index.ts';
import type { DescribeWhat, PgReply } from '../wire.ts';
import { reportText, tableText } from './format.ts';
import { isInteractive, open, type Psql } from './state.ts';

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

function* show(psql: Psql, reply: PgReply, query: string): Program<void> {
  const { stdout, stderr } = psql.context;
  const { style, options } = psql;
  switch (reply.type) {
    case 'rows': {
      yield* stdout.write(tableText(reply.table, style));
      const isSelect = /^(SELECT|SHOW|EXPLAIN)/.test(reply.tag);
      if (!isSelect && !options.isQuiet) yield* stdout.write(`${reply.tag}\n`);
      return;
    }
    case 'done':
      if (!options.isQuiet) yield* stdout.write(`${reply.tag}\n`);
      return;
    case 'report':
      if (reply.report.severity === 'ERROR' || reply.report.severity === 'FATAL') {
        psql.isFailed = true;
      }
      yield* stderr.write(reportText(reply.report, query, ''));
      return;
    case 'described': {
      const { title, table, footers } = reply.relation;
      const isRelation = /^(Table|View) /.test(title);
      const rest = isRelation ? footers : undefined;
      yield* stdout.write(
        tableText(table, { ...style, isExpanded: false }, { title, footers: rest }),
      );
      return;
    }
    default:
      return;
  }
}

const QUERY_MS = '0.412';

/** Sends a text to the server and prints what comes. */
export function* runQuery(psql: Psql, text: string): Program<void> {
  psql.isFailed = false;
  const { connection } = psql;
  if (connection === undefined) {
    yield* psql.context.stderr.write('You are currently not connected to a database.\n');
    psql.isFailed = true;
    return;
  }
  const query = interpolated(psql, text);
  const take = (reply: PgReply): Program<void> => show(psql, reply, query);
  const isWhole = yield* connection.ask({ type: 'query', text: query }, take);
  if (!isWhole) yield* lost(psql);
  else if (psql.hasTiming) yield* psql.context.stdout.write(`Time: ${QUERY_MS} ms\n`);
}

/** Asks the catalog what a backslash command shows. */
export function* runDescribe(psql: Psql, what: DescribeWhat, pattern: string): Program<void> {
  const { connection } = psql;
  if (connection === undefined) {
    yield* psql.context.stderr.write('You are currently not connected to a database.\n');
    return;
  }
  const take = function* (reply: PgReply): Program<void> {
    if (reply.type === 'report') {
      yield* psql.context.stderr.write(reportText(reply.report, '', ''));
    } else yield* show(psql, reply, '');
  };
  const isWhole = yield* connection.ask({ type: 'describe', what, pattern }, take);
  if (!isWhole) yield* lost(psql);
}

/** Puts the values of variables for `:name`, `:'name'` and `:"name"`. */
function interpolated({ variables }: Psql, text: string): string {
  if (variables.size === 0) return text;
  return text.replace(
    /(:?):(["']?)(\w+)\2/g,
    (whole, colon: string, quote: string, name: string) => {
      const value = variables.get(name);
      if (colon !== '' || value === undefined) return whole;
      return quote === '' ? value : `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;
    },
  );
}
