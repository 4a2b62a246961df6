import { claimCharacters, type Program } from '../../../kernel/index.ts';
import { toBytes } from '../text-units.ts';
import {
  type Address,
  type ReplacementPart,
  type SedCommand,
  SedError,
  type Substitution,
} from './parse.ts';

const NO_EXPRESSION = 'no previous regular expression';

/** What the commands of a script work with. */
export interface SedWorld {
  readonly isQuiet: boolean;
  readonly end: string;
  /** Where `l` wraps. */
  readonly lineLength: number;
  /** The next line of input; undefined at the end. */
  next(): Program<{ text: string; isEnded: boolean } | undefined>;
  /** Whether the line at hand is the last one. */
  isLast(): Program<boolean>;
  /** Number of the line at hand, counted over files or for each of them. */
  line(): number;
  /** Writes text; one without its end gets it when more follows. */
  write(text: string, isEnded?: boolean): Program<void>;
  /** Writes what may end without a line end, which is not made up for. */
  writeAsIs(text: string): Program<void>;
  readFile(name: string): Program<string>;
  /** The next line of a file that is read line by line; undefined at its end. */
  readLine(name: string): Program<string | undefined>;
  writeFile(name: string, text: string): Program<void>;
  /** Output of a command line. */
  runLine(line: string): Program<string>;
  fileName(): string;
}

export type SedResult = { readonly status: number; readonly quits: boolean };

/**
 * Steps of one script on one line; more is an endless loop that `timeout` or Ctrl-C must be able
 * to end.
 */
const STEPS_PER_PAUSE = 10_000;

function expand(parts: readonly ReplacementPart[], match: RegExpExecArray): string {
  let out = '';
  let mode = '';
  let once = '';
  const add = (text: string): void => {
    let shown = mode === 'U' ? text.toUpperCase() : mode === 'L' ? text.toLowerCase() : text;
    if (once !== '' && shown !== '') {
      const [first = ''] = shown;
      shown =
        (once === 'u' ? first.toUpperCase() : first.toLowerCase()) + shown.slice(first.length);
      once = '';
    }
    out += shown;
  };
  for (const part of parts) {
    if (part.type === 'text') add(part.text);
    else if (part.type === 'group') add(match[part.group] ?? '');
    else if (part.letter === 'u' || part.letter === 'l') once = part.letter;
    else mode = part.letter === 'E' ? '' : part.letter;
  }
  return out;
}

/** Replaces in `text`; undefined when nothing matches. */
function substitute(text: string, expression: RegExp, command: Substitution): string | undefined {
  let out = '';
  let from = 0;
  let count = 0;
  let changed = false;
  expression.lastIndex = 0;
  let lastEnd = -1;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    const [whole] = match;
    const isEmptyAfter = whole === '' && match.index === lastEnd;
    if (!isEmptyAfter) {
      count++;
      const isWanted =
        command.number === 0
          ? true
          : command.isGlobal
            ? count >= command.number
            : count === command.number;
      if (isWanted) {
        out += text.slice(from, match.index) + expand(command.replacement, match);
        from = match.index + whole.length;
        changed = true;
        if (!command.isGlobal) break;
      }
    }
    lastEnd = match.index + whole.length;
    if (whole === '') expression.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
    if (expression.lastIndex > text.length) break;
  }
  return changed ? out + text.slice(from) : undefined;
}

/** `l`: a line with everything that is not plain written out. */
function listed(text: string, width: number, end: string): string {
  const names: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\v': '\\v',
  };
  const units = toBytes(text).map((c) => {
    const code = c.charCodeAt(0);
    const byte = code >= 0xdc00 ? code - 0xdc00 : code;
    return names[c] ?? (byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : c);
  });
  let out = '';
  let column = 0;
  for (const unit of units) {
    if (width > 0 && column + unit.length > width - 1) {
      out += '\\\n';
      column = 0;
    }
    out += unit;
    column += unit.length;
  }
  return `${out}$${end}`;
}

/**
 * Runs a script over the input of `world`. Whether a line had its end goes with what is copied
 * between the two spaces.
 */
export function* runSed(commands: readonly SedCommand[], world: SedWorld): Program<SedResult> {
  let pattern = '';
  let hold = '';
  let [isEnded, isHoldEnded] = [true, true];
  let lastExpression: RegExp | undefined;
  let steps = 0;
  const labels = new Map(
    commands.flatMap((one, i) => (one.letter === ':' ? [[one.text, i] as const] : [])),
  );
  const appended: (() => Program<void>)[] = [];

  const matches = (expression: RegExp | undefined): boolean => {
    const own = expression ?? lastExpression;
    if (own === undefined) throw new SedError(NO_EXPRESSION);
    lastExpression = own;
    own.lastIndex = 0;
    return own.test(pattern);
  };
  function* isAt(address: Address): Program<boolean> {
    switch (address.type) {
      case 'line':
        return world.line() === address.line;
      case 'last':
        return yield* world.isLast();
      case 'step':
        return address.step === 0
          ? world.line() === address.first
          : world.line() >= address.first && (world.line() - address.first) % address.step === 0;
      case 'regexp':
        return matches(address.expression);
      default:
        return false;
    }
  }
  function* isSelected(command: SedCommand): Program<boolean> {
    const { from, to, range } = command;
    if (from === undefined) return true;
    if (to === undefined) return yield* isAt(from);
    const line = world.line();
    if (range.isOpen) {
      if (to.type === 'line' || to.type === 'offset' || to.type === 'multiple') {
        if (line >= range.lastLine) range.isOpen = false;
        return line <= range.lastLine;
      }
      if (yield* isAt(to)) range.isOpen = false;
      return true;
    }
    const isZero = from.type === 'line' && from.line === 0 && line === 1;
    if (isZero) {
      range.isOpen = !(yield* isAt(to));
      return true;
    }
    if (!(yield* isAt(from))) return false;
    if (to.type === 'line') {
      range.lastLine = to.line;
      range.isOpen = to.line > line;
    } else if (to.type === 'offset') {
      range.lastLine = line + to.count;
      range.isOpen = to.count > 0;
    } else if (to.type === 'multiple') {
      range.lastLine = to.count === 0 ? line : (Math.floor(line / to.count) + 1) * to.count;
      range.isOpen = range.lastLine > line;
    } else if (to.type === 'last') range.isOpen = !(yield* world.isLast());
    else range.isOpen = true;
    return true;
  }
  const print = (text: string): Program<void> =>
    world.write(text + (isEnded ? world.end : ''), isEnded);
  function* endCycle(): Program<void> {
    if (!world.isQuiet) yield* print(pattern);
    for (const write of appended.splice(0)) yield* write();
  }
  function* flush(): Program<void> {
    for (const write of appended.splice(0)) yield* write();
  }

  /** What the command at hand asks for besides its work. */
  interface Flow {
    at: number;
    substituted: boolean;
    isDeleted: boolean;
    restarts: boolean;
    result: SedResult | undefined;
  }
  const jump = (flow: Flow, label: string): void => {
    flow.at = label === '' ? commands.length : (labels.get(label) ?? commands.length);
  };
  const drop = (flow: Flow): void => {
    flow.isDeleted = true;
    flow.at = commands.length;
  };
  function* runSubstitution(own: Substitution, flow: Flow): Program<void> {
    const expression = own.expression ?? lastExpression;
    if (expression === undefined) throw new SedError(NO_EXPRESSION);
    lastExpression = expression;
    const changed = substitute(pattern, expression, own);
    if (changed === undefined) return;
    claimCharacters(changed.length);
    pattern = changed;
    flow.substituted = true;
    if (own.runs) yield* runPattern();
    if (own.prints) yield* print(pattern);
    if (own.file !== undefined) {
      yield* world.writeFile(own.file, pattern + (isEnded ? world.end : ''));
    }
  }
  /** `n` and `N`: the next line instead of this one, or after it. */
  function* takeNext(isAdded: boolean, flow: Flow): Program<void> {
    if (yield* world.isLast()) {
      yield* endCycle();
      drop(flow);
      return;
    }
    if (!isAdded && !world.isQuiet) yield* print(pattern);
    yield* flush();
    const read = yield* world.next();
    pattern = isAdded ? `${pattern}${world.end}${read?.text ?? ''}` : (read?.text ?? '');
    isEnded = read?.isEnded ?? true;
  }
  /** Commands that change the pattern and hold spaces. */
  const edit = (command: SedCommand): void => {
    const edits: Readonly<Record<string, () => void>> = {
      g: () => {
        pattern = hold;
        isEnded = isHoldEnded;
      },
      G: () => {
        pattern += `${world.end}${hold}`;
        isEnded = isHoldEnded;
        claimCharacters(pattern.length);
      },
      h: () => {
        hold = pattern;
        isHoldEnded = isEnded;
      },
      H: () => {
        hold += `${world.end}${pattern}`;
        isHoldEnded = isEnded;
        claimCharacters(hold.length);
      },
      x: () => {
        [pattern, hold] = [hold, pattern];
        [isEnded, isHoldEnded] = [isHoldEnded, isEnded];
      },
      y: () => {
        pattern = [...pattern].map((c) => command.map.get(c) ?? c).join('');
      },
      z: () => {
        pattern = '';
      },
    };
    edits[command.letter]?.();
  };
  const firstLine = (): string => pattern.split(world.end)[0] ?? '';
  /** What the pattern space says as a command takes its place. */
  function* runPattern(): Program<void> {
    const text = yield* world.runLine(pattern);
    pattern = text.endsWith(world.end) ? text.slice(0, -1) : text;
  }
  /** Commands that print, read and write. */
  function* output(command: SedCommand): Program<void> {
    const { letter, text } = command;
    if (letter === 'p') yield* print(pattern);
    else if (letter === 'P' && !pattern.includes(world.end)) yield* print(pattern);
    else if (letter === 'P') yield* world.write(`${firstLine()}${world.end}`);
    else if (letter === '=') yield* world.write(`${world.line()}${world.end}`);
    else if (letter === 'F') yield* world.write(`${world.fileName()}${world.end}`);
    else if (letter === 'l')
      yield* world.write(listed(pattern, text === '' ? world.lineLength : Number(text), world.end));
    else if (letter === 'i') yield* world.write(text);
    else if (letter === 'a') appended.push(() => world.write(text));
    else if (letter === 'w') yield* world.writeFile(text, pattern + (isEnded ? world.end : ''));
    else if (letter === 'W') yield* world.writeFile(text, `${firstLine()}${world.end}`);
    else if (letter === 'r') {
      appended.push(function* () {
        const content = yield* world.readFile(text);
        yield* world.writeAsIs(content);
      });
    } else if (letter === 'R') {
      const line = yield* world.readLine(text);
      if (line !== undefined) appended.push(() => world.writeAsIs(line));
    } else if (letter === 'e') {
      if (text === '') yield* runPattern();
      else yield* world.writeAsIs(yield* world.runLine(text));
    }
  }
  function* execute(command: SedCommand, flow: Flow): Program<void> {
    const { letter, text } = command;
    if (letter === 's') yield* runSubstitution(command.substitution as Substitution, flow);
    else if (letter === 'd') drop(flow);
    else if (letter === 'D') {
      const end = pattern.indexOf(world.end);
      if (end >= 0) pattern = pattern.slice(end + 1);
      flow.restarts = end >= 0;
      drop(flow);
    } else if (letter === 'n' || letter === 'N') yield* takeNext(letter === 'N', flow);
    else if (letter === 'c') {
      const isEndOfRange = command.to === undefined || !command.range.isOpen;
      if (isEndOfRange || command.isNegated) yield* world.write(text);
      drop(flow);
    } else if (letter === 'b') jump(flow, text);
    else if (letter === 't' || letter === 'T') {
      if (flow.substituted === (letter === 't')) jump(flow, text);
      flow.substituted = false;
    } else if (letter === 'q' || letter === 'Q') {
      if (letter === 'q') yield* endCycle();
      flow.result = { status: Number(text), quits: true };
    } else {
      edit(command);
      yield* output(command);
    }
  }

  let restarts = false;
  for (;;) {
    if (!restarts) {
      const read = yield* world.next();
      if (read === undefined) return { status: 0, quits: false };
      pattern = read.text;
      isEnded = read.isEnded;
    }
    const flow: Flow = {
      at: 0,
      substituted: false,
      isDeleted: false,
      restarts: false,
      result: undefined,
    };
    while (flow.at < commands.length) {
      if (++steps % STEPS_PER_PAUSE === 0) yield { delayMs: 1 };
      const command = commands[flow.at++] as SedCommand;
      if ((yield* isSelected(command)) === command.isNegated) {
        if (command.letter === '{') flow.at = command.end;
        continue;
      }
      yield* execute(command, flow);
      if (flow.result !== undefined) return flow.result;
    }
    restarts = flow.restarts;
    if (flow.isDeleted) yield* flush();
    else yield* endCycle();
  }
}
