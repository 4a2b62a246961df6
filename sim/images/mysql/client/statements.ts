import type { Program } from '../../../kernel/index.ts';
import type { MysqlReply } from '../wire.ts';
import { xmlText } from './format.ts';
import type { MonitorParts } from './monitor-parts.ts';
import { rowsText, timingText } from './printing.ts';
import type { Next } from './screen.ts';

/** What the monitor does with whole statements. */
export interface Statements {
  /** Shows a statement as it is sent. */
  print(text: string): Program<void>;
  /** Sends one and shows what came of it; `isVertical` for `\\G`. */
  run(text: string, isVertical: boolean): Program<Next>;
}

/** Failures that come with the rows, after the statement was taken. */
const LATE_ERRORS: ReadonlySet<number> = new Set([1242, 1690, 2013, 2006]);

/** Models com_go of client/mysql.cc. */
export function createStatements(parts: MonitorParts): Statements {
  const { host, context, flavour, options, screen, keeper, settings, interrupt } = parts;
  const { stderr, tty } = context;
  const [isOracle, isQuiet] = [flavour.kind === 'oracle', options.isBatch];
  const { put, result, complain, complainOf } = screen;
  const { session, ask } = keeper;

  function* print(text: string): Program<void> {
    yield* put(`--------------\n${text}\n--------------\n\n`);
  }
  /** Shows the warnings, unless all that there is has just been told as an error. */
  function* printWarnings(told = ''): Program<void> {
    const reply = session.link && (yield* session.link.query('show warnings'));
    if (reply?.type !== 'rows') return;
    if (reply.rows.length === 1 && reply.rows[0]?.[1] === told) return;
    for (const [level, code, message] of reply.rows) {
      yield* put(`${level} (Code ${code}): ${message}\n`);
    }
  }

  function* tell(
    reply: Exclude<MysqlReply, { type: 'error' | 'lost' }>,
    statement: string,
    isVertical: boolean,
    startedMs: number,
  ): Program<void> {
    let text: string;
    if (reply.type === 'rows') {
      const count = reply.rows.length;
      if (count === 0) {
        text = 'Empty set';
        if (options.isXml) yield* put(xmlText(reply, statement));
      } else {
        yield* put(rowsText(reply, options, statement, isVertical, isOracle && tty !== undefined));
        text = `${count} ${count === 1 ? 'row' : 'rows'} in set`;
      }
    } else {
      text = `Query OK, ${reply.affected} ${reply.affected === 1 ? 'row' : 'rows'} affected`;
    }
    const { warnings } = reply;
    if (warnings > 0) text += `, ${warnings} warning${warnings === 1 ? '' : 's'}`;
    yield* result(text + timingText(flavour, options, host.clock.nowMs() - startedMs));
    if (reply.type === 'ok' && reply.info !== '') yield* result(reply.info);
    yield* result('');
    if (settings.showsWarnings && warnings > 0) yield* printWarnings();
  }

  function* run(given: string, isVertical: boolean): Program<Next> {
    const text = given.replace(/[\s\0]+$/, '');
    if (text.trim() === '') {
      if (isQuiet) return 'go on';
      return yield* complain('No query specified\n', undefined);
    }
    if (options.verbose > 0) yield* print(text);
    const startedMs = host.clock.nowMs();
    const reply = yield* ask((own) => own.query(text));
    if (typeof reply === 'string') return reply;
    if (reply.type === 'lost') return 'go on';
    if (interrupt.isAsked) {
      interrupt.isAsked = false;
      if (!isQuiet && isOracle) yield* put('^C -- query aborted\n');
    }
    if (reply.type === 'error') {
      // MariaDB shows a statement of a script that fails, unless it was shown before.
      const isEarly = !LATE_ERRORS.has(reply.code);
      if (isQuiet && !isOracle && options.verbose === 0 && isEarly) {
        yield* stderr.write(`--------------\n${text}\n--------------\n\n`);
      }
      const next = yield* complainOf(reply);
      if (settings.showsWarnings) yield* printWarnings(String(reply.code));
      return next;
    }
    yield* tell(reply, given, isVertical, startedMs);
    if (
      !isQuiet &&
      session.link !== undefined &&
      session.schema !== '' &&
      session.link.schema() === ''
    )
      session.schema = '';
    if (/^\s*use\b/i.test(text) && session.link !== undefined)
      session.schema = session.link.schema();
    return 'go on';
  }

  return { print, run };
}
