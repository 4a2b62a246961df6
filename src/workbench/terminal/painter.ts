import type { Actor } from 'xstate';
import { type Dictionary, fill } from '../../i18n/index.ts';
import type { terminalMachine } from '../../machines/index.ts';
import { createAdviser } from './adviser.ts';
import { layOutChoices } from './choices.ts';
import {
  type Drawing,
  draw,
  endsOnOtherScreen,
  erase,
  NOTHING_DRAWN,
  unfinishedLine,
} from './draw.ts';
import type { TerminalLink } from './link.ts';
import type { Screen } from './screen.ts';

/** Characters of output drawn at once; of more only the end is shown, as no eye can follow it. */
const MOST_AT_ONCE = 300_000;
const KEPT_OF_MUCH = 100_000;

const FIRST_SCREEN = '\x1b[?1049l';
const WHOLE_SCREEN = '\x1b[2J\x1b[3J\x1b[H';
const inverse = (text: string): string => `\x1b[7m${text}\x1b[27m`;
const dim = (text: string): string => `\x1b[2m${text}\x1b[22m`;

export type TerminalActor = Actor<typeof terminalMachine>;
type Texts = Dictionary['terminal'];

/** What is to be seen below the output, in the state that the terminal is in. */
function drawingOf(actor: TerminalActor, prefix: string, columns: number, texts: Texts): Drawing {
  const snapshot = actor.getSnapshot();
  const { request, line, search, choices } = snapshot.context;
  if (snapshot.matches({ asked: 'searching' })) {
    const template = search.isFound ? texts.search : texts.searchFailed;
    const prompt = fill(template, { query: search.query });
    return { prefix, prompt, text: line.text, cursor: line.cursor, below: [] };
  }
  const isHidden = request !== undefined && !request.echo;
  const shown = {
    prefix,
    prompt: request?.prompt ?? '',
    text: isHidden ? '' : line.text,
    cursor: isHidden ? 0 : line.cursor,
  };
  if (choices === undefined) return { ...shown, below: [] };
  const { rows, hidden } = layOutChoices(choices.choices, choices.chosen, columns - 1);
  const below = rows.map((row) =>
    row.map(({ text, note, isChosen }) => (isChosen ? inverse(text) : text) + dim(note)).join(''),
  );
  if (hidden > 0) below.push(dim(fill(texts.moreChoices, { count: hidden })));
  return { ...shown, below };
}

/** What keeps a screen up to date with the output and the line being typed. */
export interface Painter {
  /** Shows what `link` has printed since; without one, only the line being typed. */
  paint(link: TerminalLink | undefined): void;
  /** Leaves out what was suggested before; it is said once. */
  skipAdvice(link: TerminalLink): void;
  /** Shows a line that was entered before there was anybody to take it. */
  echo(line: string): void;
  /** Empties the screen; the next paint shows the output from its beginning. */
  restart(): void;
  /** Empties the screen but for the line being typed. */
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
  /** Changes of the screen's size that are under way, and what waits for their end. */
  let holds = 0;
  const held: (() => void)[] = [];
  const drawNow = (prefix: string): string => {
    drawn = drawingOf(actor, prefix, screen.columns(), texts);
    return draw(drawn, screen.columns());
  };
  const newOutput = (link: TerminalLink | undefined): string => {
    if (link === undefined) return '';
    const { start, text } = link.session.outputSince(link.terminal, shownTo);
    const isWhole = start === shownTo && text.length <= MOST_AT_ONCE;
    shownTo = start + text.length;
    if (isWhole) return text;
    const from = text.indexOf('\n', text.length - KEPT_OF_MUCH) + 1;
    return `\n${dim(texts.outputCut)}\n${text.slice(from)}`;
  };
  /** What tools suggest, below their output and before the next prompt. */
  const adviceFor = (link: TerminalLink | undefined): string =>
    link === undefined
      ? ''
      : adviser
          .next(link)
          .map((text) => `${dim(text)}\n`)
          .join('');
  const whenFree =
    <A extends unknown[]>(act: (...values: A) => void) =>
    (...values: A): void => {
      if (holds === 0) act(...values);
      else held.push(() => act(...values));
    };
  return {
    skipAdvice: adviser.skip,
    paint: whenFree((link: TerminalLink | undefined) => {
      const fresh = newOutput(link) + adviceFor(link);
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
      const isAsBefore =
        draw(drawingOf(actor, drawn.prefix, screen.columns(), texts), screen.columns()) ===
        draw(drawn, screen.columns());
      if (fresh === '' && isAsBefore) return;
      const removal = erase(drawn, screen.columns());
      // What was drawn began with the unfinished line, so the new output follows after it.
      const whole = drawn.prefix + fresh;
      const prefix = unfinishedLine(whole);
      const finished = fresh === '' ? '' : whole.slice(0, whole.length - prefix.length);
      screen.write(removal + finished + drawNow(prefix));
    }),
    echo: whenFree((line: string) => {
      screen.write(`${erase(drawn, screen.columns())}${line}\n${drawNow('')}`);
    }),
    restart: whenFree(() => {
      screen.write(WHOLE_SCREEN);
      drawn = NOTHING_DRAWN;
      shownTo = 0;
      isTaken = false;
    }),
    clear: whenFree(() => {
      if (!isTaken) screen.write(`${WHOLE_SCREEN}${drawNow(drawn.prefix)}`);
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
