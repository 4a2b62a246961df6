import { type Program, resolvePath, sleep } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';
import { runQuery } from './query.ts';
import { pset, setting } from './settings.ts';
import { type Psql, write } from './state.ts';
import { interpolated } from './variables.ts';

/** Takes the statement of the buffer; the one before when it is empty. */
function takeBuffer(psql: Psql): string {
  const text = psql.buffer.trim() === '' ? psql.lastQuery : psql.buffer.trim();
  psql.buffer = '';
  psql.lastQuery = text;
  return interpolated(psql.variables, text);
}

/** `\g [(options)] [file]`, and `\gx`. */
export function* sendBuffer(psql: Psql, isExpanded: boolean, rest: string): Program<void> {
  const { style, output } = psql;
  const options = /^\(([^)]*)\)\s*/.exec(rest);
  for (const [, name = '', value] of (options?.[1] ?? '').matchAll(/(\w+)(?:=(\S+))?/g)) {
    const answer = setting(psql.style, name, value);
    if (answer.ok) psql.style = answer.style;
  }
  const target = rest.slice(options?.[0].length ?? 0).trim();
  if (isExpanded) psql.style = { ...psql.style, isExpanded: true };
  if (target !== '' && !target.startsWith('|')) {
    psql.output = { path: resolvePath(psql.context.directory, target), text: '' };
  }
  const text = takeBuffer(psql);
  if (text !== '') yield* runQuery(psql, text);
  psql.style = style;
  psql.output = output;
}

/** Runs the statement of the buffer without showing what comes; its rows. */
function* rowsOf(psql: Psql): Program<Psql['lastRows']> {
  const { output } = psql;
  psql.lastRows = undefined;
  const sink = { path: '/dev/null', text: '' };
  psql.output = sink;
  yield* runQuery(psql, takeBuffer(psql));
  psql.output = output;
  return psql.isFailed ? undefined : psql.lastRows;
}

/** `\gset [prefix]`: the one row becomes variables. */
export function* setFromRow(psql: Psql, prefix: string): Program<void> {
  const found = yield* rowsOf(psql);
  if (found === undefined) return;
  const [row] = found.rows;
  if (row === undefined || found.rows.length > 1) {
    psql.isFailed = true;
    const how = row === undefined ? 'no rows returned' : 'more than one row returned';
    yield* psql.context.stderr.write(`${how} for \\gset\n`);
    return;
  }
  found.columns.forEach(({ name }, i) => {
    const value = row[i];
    if (value === null || value === undefined) psql.variables.delete(`${prefix}${name}`);
    else psql.variables.set(`${prefix}${name}`, value);
  });
}

/** `\gexec`: each value is a statement. */
export function* runCells(psql: Psql): Program<void> {
  const found = yield* rowsOf(psql);
  for (const cell of (found?.rows ?? []).flat()) {
    if (cell !== null) yield* runQuery(psql, cell);
  }
}

const two = (value: number): string => String(value).padStart(2, '0');
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Thu Nov 26 09:20:31 2026`, in UTC. */
function dateText(epochMs: number): string {
  const date = new Date(epochMs);
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  const day = String(date.getUTCDate()).padStart(2);
  const names = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]}`;
  return `${names} ${day} ${time} ${date.getUTCFullYear()}`;
}

/** `\watch [seconds]`: again and again, until somebody stops it. */
export function* watchBuffer(psql: Psql, word: string): Program<void> {
  const seconds = word === '' ? 2 : Number.parseFloat(word) || 1;
  const text = takeBuffer(psql);
  if (text === '') {
    yield* psql.context.stderr.write('\\watch cannot be used with an empty query\n');
    psql.isFailed = true;
    return;
  }
  for (let turn = 0; turn < LIMITS.psqlWatches; turn++) {
    const { style } = psql;
    const title = `${dateText(psql.clock.epochMs())} (every ${seconds}s)`;
    psql.style = { ...style, title };
    yield* runQuery(psql, text);
    psql.style = style;
    if (psql.isFailed || psql.isOver) return;
    yield* sleep(seconds * 1000);
  }
}

/** `\o [file]`. */
export function* redirect(psql: Psql, target: string): Program<void> {
  const { files, directory, stderr } = psql.context;
  psql.output = undefined;
  if (target === '') return;
  const path = resolvePath(directory, target);
  if (files.write(path, '').ok) psql.output = { path, text: '' };
  else {
    psql.isFailed = true;
    yield* stderr.write(`${target}: No such file or directory\n`);
  }
}

/** `\a`. */
export function* toggleAligned(psql: Psql): Program<void> {
  yield* pset(psql, ['format', psql.style.format === 'aligned' ? 'unaligned' : 'aligned']);
}

/** Writes the buffer, or the statement before it: `\p`. */
export function* showBuffer(psql: Psql): Program<void> {
  const text = psql.buffer.trim() || psql.lastQuery;
  yield* write(psql, text === '' ? 'Query buffer is empty.\n' : `${text}\n`);
}
