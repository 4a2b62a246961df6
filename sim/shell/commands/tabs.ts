import { eachInput } from './each-input.ts';
import { splitKeeping } from './text-units.ts';
import { tool } from './tool.ts';

/** Tab stops: some that are named, and perhaps more behind them, so far from one another. */
interface Stops {
  readonly fixed: readonly number[];
  /** Of `/8` from the line's start on, of `+8` from the last fixed stop on; 0 for none. */
  readonly size: number;
  readonly origin: number;
}

const nextStop = (column: number, { fixed, size, origin }: Stops): number => {
  const named = fixed.find((stop) => stop > column);
  if (named !== undefined) return named;
  if (size === 0) return column + 1;
  return origin + (Math.floor((column - origin) / size) + 1) * size;
};

function stopsOf(text: string | undefined): Stops {
  const parts = (text ?? '8').split(/[,\s]+/).filter((part) => part !== '');
  const last = parts.at(-1) ?? '8';
  if (/^[/+]/.test(last)) {
    const fixed = parts.slice(0, -1).map(Number);
    const origin = last.startsWith('+') ? (fixed.at(-1) ?? 0) : 0;
    return { fixed, size: Number(last.slice(1)), origin };
  }
  if (parts.length === 1) return { fixed: [], size: Number(last), origin: 0 };
  return { fixed: parts.map(Number), size: 0, origin: 0 };
}

/** What is wrong with a list of tab stops; undefined when it can be used. */
function tabProblem(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bad = /[^\d, \t/+].*$/.exec(text);
  if (bad !== null) return `tab size contains invalid character(s): ‘${bad[0]}’`;
  if (/(^|[, ])0+($|[, ])/.test(text)) return 'tab size cannot be 0';
  const { fixed } = stopsOf(text);
  const isAscending = fixed.every((stop, i) => i === 0 || stop > (fixed[i - 1] ?? 0));
  return isAscending ? undefined : 'tab sizes must be ascending';
}

export const expand = tool({
  name: 'expand',
  summary: 'Turns tabs into spaces.',
  flags: 'i|initial t|tabs:',
  rewrite: (args) => args.map((arg) => arg.replace(/^-(?=\d)/, '-t')),
  *run(t) {
    const wrong = tabProblem(t.args.value('t'));
    if (wrong !== undefined) {
      yield* t.err(wrong);
      return 1;
    }
    const stops = stopsOf(t.args.value('t'));
    return yield* eachInput(t, function* (content) {
      let column = 0;
      let isInitial = true;
      let out = '';
      for (const c of content) {
        if (c === '\t' && (isInitial || !t.args.has('i'))) {
          const to = nextStop(column, stops);
          out += ' '.repeat(to - column);
          column = to;
        } else {
          out += c;
          column = c === '\n' ? 0 : column + 1;
          isInitial = c === '\n' || (isInitial && c === ' ');
        }
      }
      yield* t.out(out);
    });
  },
});

/**
 * A line with tabs for what blanks lead to a stop. A single blank before a stop stays until more
 * of them follow. Models coreutils src/unexpand.c
 */
function withTabs(line: string, stops: Stops, isAll: boolean): string {
  let out = '';
  let column = 0;
  let pending: string[] = [];
  let hasLoneBlank = false;
  let isAfterBlank = false;
  let converts = true;
  const flush = (): void => {
    if (pending.length > 1 && hasLoneBlank) pending[0] = '\t';
    out += pending.join('');
    pending = [];
    hasLoneBlank = false;
  };
  for (const given of line) {
    let c = given;
    const isBlank = c === ' ' || c === '\t';
    // Behind the last stop that is named nothing is converted.
    if (isBlank && stops.size === 0 && !stops.fixed.some((stop) => stop > column)) converts = false;
    if (converts && isBlank) {
      const stop = nextStop(column, stops);
      column = c === '\t' ? stop : column + 1;
      if (c === ' ' && !(isAfterBlank && column === stop)) {
        if (column === stop) hasLoneBlank = true;
        pending.push(c);
        isAfterBlank = true;
        continue;
      }
      c = '\t';
      if (pending.length > 0) pending[0] = c;
      pending.length = Math.min(pending.length, hasLoneBlank ? 1 : 0);
    } else if (converts) column++;
    flush();
    out += c;
    isAfterBlank = isBlank;
    converts &&= isAll || isBlank;
  }
  flush();
  return out;
}

export const unexpand = tool({
  name: 'unexpand',
  summary: 'Turns spaces into tabs.',
  flags: 'a|all t|tabs: |first-only',
  *run(t) {
    const given = t.args.value('t');
    const wrong = tabProblem(given);
    if (wrong !== undefined) {
      yield* t.err(wrong);
      return 1;
    }
    const stops = stopsOf(given);
    const isAll = (t.args.has('a') || t.args.has('t')) && !t.args.has('first-only');
    return yield* eachInput(t, function* (content) {
      const lines = splitKeeping(content, '\n').map((line) => withTabs(line, stops, isAll));
      yield* t.out(lines.join(''));
    });
  },
});
