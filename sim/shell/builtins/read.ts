import {
  echoed,
  editedLine,
  errorText,
  interruptible,
  type Program,
  type Tty,
  untilOr,
} from '../../kernel/index.ts';
import { reportError } from '../exec/errexit.ts';
import { complain, createUnit } from '../exec/report.ts';
import { quoteSingle } from '../expand/quote.ts';
import { arithmeticOf } from '../integer.ts';
import { readLineFrom } from '../read-line.ts';
import type { OpenFile, Outcome, Shell } from '../types.ts';
import {
  ensureVariable,
  findVariable,
  getText,
  indexed,
  isName,
  setItem,
  setText,
} from '../variables.ts';
import { type Builtin, readOptions, refuseOptions } from './usage.ts';

interface Character {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** A line as characters; a backslash quotes what follows it, unless `-r`. */
function characters(line: string, isRaw: boolean): Character[] {
  const out: Character[] = [];
  let isQuoted = false;
  for (const text of line) {
    if (!isRaw && !isQuoted && text === '\\') {
      isQuoted = true;
      continue;
    }
    if (isQuoted && text === '\n') {
      isQuoted = false;
      continue;
    }
    out.push({ text, isQuoted });
    isQuoted = false;
  }
  return out;
}

const joined = (part: readonly Character[]): string => part.map((one) => one.text).join('');

/** Splits a line for `count` variables: the last one takes the rest. */
function splitLine(line: readonly Character[], ifs: string, count: number): string[] {
  const isSeparator = (one: Character | undefined): boolean =>
    one !== undefined && !one.isQuoted && ifs.includes(one.text);
  const isSpace = (one: Character | undefined): boolean =>
    isSeparator(one) && /[ \t\n]/.test(one?.text ?? '');
  const fields: string[] = [];
  let at = 0;
  while (isSpace(line[at])) at++;
  while (at < line.length) {
    if (fields.length === count - 1) {
      let end = line.length;
      while (end > at && isSpace(line[end - 1])) end--;
      const rest = line.slice(at, end);
      // One closing separator after a single last field is dropped.
      const first = rest.findIndex((one) => isSeparator(one) && !isSpace(one));
      const isLone =
        first === rest.length - 1 && first >= 0 && !rest.slice(0, first).some(isSeparator);
      fields.push(joined(isLone ? rest.slice(0, -1) : rest));
      return fields;
    }
    let end = at;
    while (end < line.length && !isSeparator(line[end])) end++;
    fields.push(joined(line.slice(at, end)));
    at = end;
    while (isSpace(line[at])) at++;
    if (isSeparator(line[at])) {
      at++;
      while (isSpace(line[at])) at++;
    }
  }
  return fields;
}

/** Reads a line, following backslash-newline unless `-r`. */
function* readLogical(
  shell: Shell,
  file: OpenFile | undefined,
  delimiter: string,
  limit: number,
  isRaw: boolean,
): Program<{ text: string; isComplete: boolean }> {
  let text = '';
  for (;;) {
    const part = yield* readLineFrom(file, delimiter, limit - text.length);
    text += part.text;
    const isContinued = !isRaw && part.isComplete && /(?:^|[^\\])(?:\\\\)*\\$/.test(text);
    if (!isContinued || limit !== Number.POSITIVE_INFINITY) {
      return { text, isComplete: part.isComplete };
    }
    text = text.slice(0, -1);
    yield* shell.engine.pause(shell);
  }
}

/** What `read` asks a terminal for. */
interface Question {
  readonly prompt: string;
  readonly isSilent: boolean;
  /** Whether the line is edited as a command line is. */
  readonly isEdited: boolean;
  /** Characters after which it goes on without Enter. */
  readonly limit: number;
  readonly delimiter: string;
}

/** Keys up to the delimiter or so many; undefined at the end of input. */
function* askKeys(tty: Tty, question: Question): Program<string | undefined> {
  const { prompt, isSilent, limit, delimiter } = question;
  yield* tty.write(prompt);
  let text = '';
  while (text.length < limit) {
    const key = yield* tty.readKey({});
    if (key === undefined) return undefined;
    const typed = key === '\r' ? '\n' : key;
    if (!isSilent) yield* tty.write(echoed(typed));
    text += typed;
    if (typed === delimiter) break;
  }
  return text;
}

/** Asks a terminal; answers whether it gave the end of input instead. */
function* prompted(file: OpenFile | undefined, question: Question): Program<boolean> {
  if (file?.tty === undefined || file.pending !== '') return false;
  const { prompt, isSilent, isEdited, limit, delimiter } = question;
  if (isEdited && limit === Number.POSITIVE_INFINITY) {
    const line = yield* file.tty.readLine({ ...editedLine(prompt, 'read -e'), echo: !isSilent });
    if (line !== undefined) file.pending = `${line}\n`;
    return line === undefined;
  }
  if (limit === Number.POSITIVE_INFINITY && delimiter === '\n') {
    yield* file.tty.write(prompt);
    const text = yield* file.tty.readText(!isSilent);
    if (text !== undefined) file.pending = text;
    return text === undefined;
  }
  const text = yield* askKeys(file.tty, question);
  if (text !== undefined) file.pending = text;
  return text === undefined;
}

const arrayOf = (values: ReadonlyMap<string, string>): readonly string[] | undefined => {
  const name = values.get('a');
  return name === undefined ? undefined : [name];
};

const isRefused = (shell: Shell, name: string): boolean =>
  findVariable(shell, name)?.attributes.has('r') === true;

const isNoName = (name: string): boolean => !isName(name.replace(/\[.*\]$/, ''));

/** Gives the names their fields, up to one that is read-only; answers whether there was none. */
function* keep(
  shell: Shell,
  names: readonly string[],
  fields: readonly string[],
): Program<boolean> {
  for (const [i, name] of names.entries()) {
    if (isNoName(name)) {
      yield* complain(shell, ['badReadName', name]);
      return false;
    }
    if (isRefused(shell, name)) {
      yield* reportError(shell, ['readonly', name]);
      return false;
    }
    const item = /^(\w+)\[(.*)\]$/.exec(name);
    if (item === null) setText(shell, name, fields[i] ?? '', arithmeticOf(shell, 'read: '));
    else setItem(shell, item[1] ?? '', item[2] ?? '', fields[i] ?? '');
  }
  return true;
}

/** What is open under a number and can be read; undefined after it has complained. */
function* readable(
  shell: Shell,
  descriptor: string,
  isNamed: boolean,
): Program<OpenFile | undefined> {
  if (!/^\d+$/.test(descriptor)) {
    yield* complain(shell, `${descriptor}: invalid file descriptor specification`);
    return undefined;
  }
  const number = Number(descriptor);
  const file = shell.fds.get(number);
  if (file === undefined) {
    const what = isNamed ? 'invalid file descriptor' : 'read error';
    const [first, second] = isNamed ? [number, what] : [what, number];
    yield* complain(shell, `${first}: ${second}: Bad file descriptor`);
    return undefined;
  }
  const source = file.path === '' ? undefined : shell.files.stat(file.path);
  if (source?.ok !== true || source.value.type !== 'directory') return file;
  yield* complain(shell, `read error: ${number}: ${errorText('EISDIR')}`);
  return undefined;
}

const read: Builtin = function* (shell, args) {
  const options = readOptions(args, shell.dialect.builtins.options.read);
  const wrong = yield* refuseOptions(shell, 'read', options);
  if (wrong !== undefined) return wrong;
  const { flags, values, rest } = options;
  if (shell.dialect.builtins.readNeedsNames && rest.length === 0) {
    yield* complain(shell, 'arg count');
    return 2;
  }
  const timeout = values.get('t') ?? defaultTimeout(shell);
  if (timeout !== undefined && !/^\d*\.?\d*$/.test(timeout)) {
    yield* complain(shell, ['badTimeout', timeout]);
    return 1;
  }
  const file = yield* readable(shell, values.get('u') ?? '0', values.has('u'));
  if (file === undefined) return 1;
  const exact = values.get('N');
  const count = values.get('n') ?? exact;
  if (count !== undefined && !/^\d+$/.test(count)) {
    yield* complain(shell, `${count}: invalid number`);
    return 1;
  }
  if (timeout !== undefined && Number(timeout) === 0) return isReady(file) ? 0 : 1;
  // Other names are looked at when they get their fields.
  const wrongName = [...rest.slice(0, 1), ...(arrayOf(values) ?? [])].find(isNoName);
  if (wrongName !== undefined) {
    yield* complain(shell, ['badReadName', wrongName]);
    return shell.dialect.errors.statuses.name;
  }
  const limit = count === undefined ? Number.POSITIVE_INFINITY : Number(count);
  if (limit === 0 && arrayOf(values) === undefined) {
    return (yield* keep(shell, rest.length === 0 ? ['REPLY'] : rest, [])) ? 0 : 1;
  }
  const delimiter =
    exact !== undefined ? '' : flags.has('d') ? (values.get('d') ?? '').slice(0, 1) || '\0' : '\n';
  const isRaw = flags.has('r');
  const question = {
    prompt: values.get('p') ?? '',
    isSilent: flags.has('s'),
    isEdited: flags.has('e'),
    limit,
    delimiter,
  };
  const status = yield* waitForInput(shell, file, question, timeout);
  if (typeof status !== 'number') return status;
  if (status !== 0) {
    for (const name of rest.length === 0 ? ['REPLY'] : rest) setText(shell, name, '');
    return status;
  }
  const line = yield* readLogical(shell, file, delimiter, limit, isRaw);
  const parts = characters(line.text.replaceAll('\0', ''), isRaw);
  const ifs = getText(shell, 'IFS') ?? ' \t\n';
  const array = arrayOf(values)?.find((name) => isRefused(shell, name));
  if (array !== undefined) {
    yield* reportError(shell, ['readonly', array]);
    return 1;
  }
  const arrayName = values.get('a');
  if (arrayName !== undefined) {
    ensureVariable(shell, arrayName).value = indexed(
      splitLine(parts, ifs, Number.POSITIVE_INFINITY),
    );
  } else if (rest.length === 0) setText(shell, 'REPLY', joined(parts));
  else {
    const fields = exact === undefined ? splitLine(parts, ifs, rest.length) : [joined(parts)];
    if (!(yield* keep(shell, rest, fields))) return 1;
  }
  return line.isComplete ? 0 : 1;
};

/** How long `read` waits when it is not told: `TMOUT`, when that is a time. */
function defaultTimeout(shell: Shell): string | undefined {
  const seconds = getText(shell, 'TMOUT') ?? '';
  return /^[1-9]\d*$/.test(seconds) ? seconds : undefined;
}

/** Whether reading would not have to wait, which the end of input does not. */
function isReady(file: OpenFile): boolean {
  if (file.pending !== '' || file.path !== '') return true;
  if (file.tty !== undefined) return false;
  const asking = waited(file);
  const step = asking.next();
  if (step.done) return true;
  asking.return(false);
  return step.value.ready?.() === true;
}

/** Waits for something to read. */
function* waited(file: OpenFile): Program<boolean> {
  if (file.pending !== '' || file.reader === undefined) return false;
  const text = yield* file.reader.read();
  if (text !== undefined) file.pending = text + file.pending;
  return false;
}

/** Asks, for no longer than `timeout`; the status when there is nothing to read. */
function* waitForInput(
  shell: Shell,
  file: OpenFile,
  question: Question,
  timeout: string | undefined,
): Program<number | Outcome> {
  if (timeout === undefined) return yield* untilAnswered(shell, file, question);
  const asking = file.tty === undefined ? waited(file) : prompted(file, question);
  const answer = yield* within(shell, asking, Number(timeout));
  if (answer === undefined) return 142;
  return answer.isOver ? 1 : 0;
}

/** Asks until there is an answer; a trap has its turn meanwhile, and may end the command. */
function* untilAnswered(
  shell: Shell,
  file: OpenFile,
  question: Question,
): Program<number | Outcome> {
  let { prompt } = question;
  for (;;) {
    const asking = prompted(file, { ...question, prompt });
    const isOver = yield* interruptible(asking, () => shell.signals.length > 0);
    if (isOver !== undefined) return isOver ? 1 : 0;
    const outcome = yield* shell.engine.runTraps(shell);
    if (outcome.type !== 'normal') return outcome;
    prompt = '';
  }
}

/** Runs what asks for up to `seconds`; undefined when that is too short. */
function* within(
  shell: Shell,
  asking: Program<boolean>,
  seconds: number,
): Program<{ readonly isOver: boolean } | undefined> {
  const deadlineMs = shell.host.clock.nowMs() + Math.round(seconds * 1000);
  let step = asking.next();
  while (!step.done) {
    const wait = step.value;
    const leftMs = deadlineMs - shell.host.clock.nowMs();
    const isReady = leftMs > 0 && (yield* untilOr(wait.ready ?? (() => true), leftMs));
    if (!isReady) {
      asking.return(false);
      return undefined;
    }
    step = asking.next();
  }
  return { isOver: step.value };
}

/** Options of `mapfile` that are numbers, and what they are called. */
const COUNTS = [
  ['n', 'line count'],
  ['O', 'array origin'],
  ['s', 'line count'],
  ['c', 'callback quantum'],
] as const;

const mapfile: Builtin = function* (shell, args, _, builtin) {
  const options = readOptions(args, 'td:n:O:s:u:C:c:');
  const wrong = yield* refuseOptions(shell, builtin, options);
  if (wrong !== undefined) return wrong;
  const { flags, values, rest } = options;
  const name = rest[0] ?? 'MAPFILE';
  if (name === '') {
    yield* complain(shell, `empty array variable name`);
    return 2;
  }
  if (!isName(name)) {
    yield* complain(shell, ['badName', name]);
    return 1;
  }
  if (findVariable(shell, name)?.attributes.has('r') === true) {
    yield* reportError(shell, ['readonly', name]);
    return 1;
  }
  const file = shell.fds.get(Number(values.get('u') ?? '0'));
  const delimiter = flags.has('d') ? (values.get('d') ?? '').slice(0, 1) || '\0' : '\n';
  for (const [letter, what] of COUNTS) {
    const text = values.get(letter);
    const isZero = letter === 'c' && Number(text) === 0;
    if (text === undefined || (/^\d+$/.test(text) && !isZero)) continue;
    yield* complain(shell, `${text}: invalid ${what}`);
    return 1;
  }
  const number = values.get('u');
  if (number !== undefined && !/^\d+$/.test(number)) {
    yield* complain(shell, `${number}: invalid file descriptor specification`);
    return 1;
  }
  if (file === undefined && number !== undefined) {
    yield* complain(shell, `${number}: invalid file descriptor: Bad file descriptor`);
    return 1;
  }
  if (findVariable(shell, name)?.value?.kind === 'associative') {
    yield* complain(shell, `${name}: not an indexed array`);
    return 1;
  }
  const limit = Number(values.get('n') ?? '0');
  const callback = values.get('C');
  const quantum = Number(values.get('c') ?? '5000');
  const origin = values.get('O');
  let skip = Number(values.get('s') ?? '0');
  const items: string[] = [];
  for (;;) {
    if (limit > 0 && items.length >= limit) break;
    const line = yield* readLineFrom(file, delimiter);
    if (!line.isComplete && line.text === '') break;
    yield* shell.engine.pause(shell);
    if (skip > 0) {
      skip--;
      continue;
    }
    if (callback !== undefined && quantum > 0 && (items.length + 1) % quantum === 0) {
      const index = Number(origin ?? '0') + items.length;
      const text = line.text + (flags.has('t') || !line.isComplete ? '' : delimiter);
      const unit = createUnit(`${callback} ${index} ${quoteSingle(text)}`, shell.unit.name, 1);
      yield* shell.engine.runText(shell, unit);
    }
    // A variable holds no NUL.
    const end = flags.has('t') || !line.isComplete || delimiter === '\0' ? '' : delimiter;
    items.push(line.text + end);
  }
  if (origin === undefined) ensureVariable(shell, name).value = indexed(items);
  else for (const [i, item] of items.entries()) setItem(shell, name, Number(origin) + i, item);
  return 0;
};

export const READ: Readonly<Record<string, Builtin>> = { read, mapfile, readarray: mapfile };
