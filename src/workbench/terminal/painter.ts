import type { Actor } from 'xstate';
import type { Dictionary } from '../../i18n/index.ts';
import type { terminalMachine } from '../../machines/index.ts';
import { createAdviser, type PlacedAdvice } from './adviser.ts';
import {
  type Drawing,
  draw,
  endsOnOtherScreen,
  erase,
  goOn,
  NOTHING_DRAWN,
  readable,
  redraw,
  unfinishedLine,
} from './draw.ts';
import type { TerminalLink } from './link.ts';
import type { Screen } from './screen.ts';

/** Characters of output drawn at once; of more only the end is shown, as no eye can follow it. */
const MOST_AT_ONCE = 300_000;
const KEPT_OF_MUCH = 100_000;

const FIRST_SCREEN = '\x1b[?1049l';
const WHOLE_SCREEN = '\x1b[2J\x1b[3J\x1b[H';
/** Only what is in sight; it can be scrolled back to. */
const PAGE = '\x1b[H\x1b[2J';
const quiet = (text: string): string => `\x1b[90m${text}\x1b[39m`;

export type TerminalActor = Actor<typeof terminalMachine>;

/** What is to be seen below the output, in the state that the terminal is in. */
function drawingOf(actor: TerminalActor, prefix: string, columns: number): Drawing {
  const snapshot = actor.getSnapshot();
  const { request, line, search, notice } = snapshot.context;
  const typedAfter = (prompt: string): Drawing => {
    const before = prefix + prompt;
    return {
      prefix,
      prompt,
      text: readable(before, line.text, columns),
      cursor: readable(before, line.text.slice(0, line.cursor), columns).length,
    };
  };
  if (snapshot.matches({ asked: 'searching' })) {
    const how = `${search.isFound ? '' : 'failed '}${search.by === 1 ? 'reverse-' : ''}`;
    return typedAfter(`(${how}i-search)\`${search.query}': `);
  }
  const prompt = notice.text === '' ? (request?.prompt ?? '') : notice.text;
  const isHidden = notice.isAlone || request?.echo === false;
  return isHidden ? { prefix, prompt, text: '', cursor: 0 } : typedAfter(prompt);
}

/** Output with what was suggested, each on a line of its own below what it is about. */
function withAdvice(
  output: string,
  start: number,
  isAtStart: boolean,
  advice: readonly PlacedAdvice[],
): string {
  let text = '';
  let from = 0;
  for (const { at, sentence } of advice) {
    const to = Math.max(from, at - start);
    text += output.slice(from, to);
    from = to;
    const isOwnLine = text === '' ? isAtStart : text.endsWith('\n');
    text += `${isOwnLine ? '' : '\n'}${quiet(sentence)}\n`;
  }
  return text + output.slice(from);
}

/** What keeps a screen up to date with the output and the line being typed. */
export interface Painter {
  /** Shows what `link` has printed since; without one, only the line being typed. */
  paint(link: TerminalLink | undefined): void;
  /** Leaves out what was suggested before; it is said once. */
  skipAdvice(link: TerminalLink): void;
  /** Leaves a line that was entered before there was anybody to take it above the next one. */
  echo(line: string): void;
  /** Shows text above the line being typed; what stood in its place before stays when wanted. */
  print(text: string, isKept: boolean): void;
  /** Empties the screen; the next paint shows the output from its beginning. */
  restart(): void;
  /** Empties the screen but for the line being typed; what stood there can be scrolled to. */
  clear(): void;
  /** Takes the line being typed off the screen, whose size is about to change. */
  hold(): void;
  /** Draws it again, with what has come since. */
  release(): void;
}

/** Creates the painter of one screen. */
export function createPainter(
  dictionary: Dictionary,
  actor: TerminalActor,
  screen: Screen,
): Painter {
  const texts = dictionary.terminal;
  const adviser = createAdviser(dictionary.advice);
  let drawn = NOTHING_DRAWN;
  let shownTo = 0;
  /** Whether a program has the whole screen; nothing is drawn below it then. */
  let isTaken = false;
  /** Whether more stands on the screen than the line being typed. */
  let hasMore = false;
  /** Changes of the screen's size that are under way, and what waits for their end. */
  let holds = 0;
  const held: (() => void)[] = [];
  const drawNow = (prefix: string): string => {
    drawn = drawingOf(actor, prefix, screen.columns());
    return draw(drawn, screen.columns());
  };
  const newOutput = (link: TerminalLink | undefined): string => {
    if (link === undefined) return '';
    const { start, text } = link.session.outputSince(link.terminal, shownTo);
    hasMore ||= text !== '';
    const isWhole = start === shownTo && text.length <= MOST_AT_ONCE;
    shownTo = start + text.length;
    const isAtStart = drawn.prefix === '';
    const advice = adviser.next(link);
    if (isWhole) return withAdvice(text, start, isAtStart, advice);
    const from = text.indexOf('\n', text.length - KEPT_OF_MUCH) + 1;
    return `\n${quiet(texts.outputCut)}\n${text.slice(from)}`;
  };
  const whenFree =
    <A extends unknown[]>(act: (...values: A) => void) =>
    (...values: A): void => {
      if (holds === 0) act(...values);
      else held.push(() => act(...values));
    };
  return {
    skipAdvice: adviser.skip,
    paint: whenFree((link: TerminalLink | undefined) => {
      const fresh = newOutput(link);
      const wasTaken = isTaken;
      isTaken = endsOnOtherScreen(fresh, wasTaken);
      if (isTaken && actor.getSnapshot().context.request === undefined) {
        if (fresh === '') return;
        screen.write((wasTaken ? '' : erase(drawn, screen.columns())) + drawn.prefix + fresh);
        drawn = NOTHING_DRAWN;
        return;
      }
      if (isTaken) {
        // Who had the screen was killed, and could not give it back.
        screen.write(fresh + FIRST_SCREEN);
        isTaken = false;
        drawn = NOTHING_DRAWN;
        screen.write(drawNow(''));
        return;
      }
      const columns = screen.columns();
      if (fresh === '') {
        const next = drawingOf(actor, drawn.prefix, screen.columns());
        screen.write(redraw(drawn, next, columns));
        drawn = next;
        return;
      }
      // What was drawn began with the unfinished line, so the new output follows after it.
      const whole = drawn.prefix + fresh;
      const prefix = unfinishedLine(whole);
      const finished = whole.slice(0, whole.length - prefix.length);
      // A line that was entered stands there already.
      const rest = goOn(drawn, finished, columns) ?? erase(drawn, columns) + finished;
      screen.write(rest + drawNow(prefix));
    }),
    echo: whenFree((line: string) => {
      hasMore = true;
      const { prefix, prompt } = drawn;
      screen.write(`${erase(drawn, screen.columns())}${prefix}${prompt}${line}\n${drawNow('')}`);
    }),
    print: whenFree((text: string, isKept: boolean) => {
      const { prefix, prompt, text: typed } = drawn;
      hasMore = true;
      const above = isKept ? `${prefix}${prompt}${typed}\n` : '';
      screen.write(erase(drawn, screen.columns()) + above + text + drawNow(''));
    }),
    restart: whenFree(() => {
      // To clear a screen that shows nothing takes as long as to clear a full one, and a prompt
      // that stands there already stays.
      if (!hasMore) return;
      screen.write(WHOLE_SCREEN);
      hasMore = false;
      drawn = NOTHING_DRAWN;
      shownTo = 0;
      isTaken = false;
    }),
    clear: whenFree(() => {
      if (isTaken) return;
      const removal = erase(drawn, screen.columns());
      screen.write(`${removal}${PAGE}${drawNow(drawn.prefix)}`);
    }),
    hold() {
      if (holds++ === 0 && !isTaken) screen.write(erase(drawn, screen.columns()));
    },
    release() {
      if (--holds > 0) return;
      if (!isTaken) screen.write(drawNow(drawn.prefix));
      for (const act of held.splice(0)) act();
    },
  };
}
