import { type ChoiceList, NO_NOTICE } from '../../../machines/index.ts';
import type { ReadlineHost } from './host.ts';
import { MOST_UNASKED, rowsOf } from './listing.ts';

/** Shows choices below the line, page by page where they are many. */
export interface Pager {
  list(choices: ChoiceList): void;
  /** Whether it waits for an answer: the next key is for it. */
  isAsking(): boolean;
  answer(code: string): void;
  stop(): void;
}

const MORE = '--More--';
const YES: ReadonlySet<string> = new Set(['y', 'Y', ' ']);
const NO: ReadonlySet<string> = new Set(['n', 'N', 'q', 'Q', '\x7f', '\x07']);

/** Models `rl_display_match_list` of readline 8.2 with its pager. */
export function createPager(host: ReadlineHost): Pager {
  let waiting: readonly string[] = [];
  let isCounted = false;

  const say = (text: string): void =>
    host.actor.send({ type: 'NOTICE', notice: text === '' ? NO_NOTICE : { text, isAlone: true } });
  const show = (rows: readonly string[], count: number, isKept: boolean): void => {
    waiting = rows.slice(count);
    isCounted = false;
    const text = rows.slice(0, count).map((row) => `${row}\n`);
    host.print(text.join(''), isKept);
    say(waiting.length === 0 ? '' : MORE);
  };
  const pageRows = (): number => Math.max(1, host.rows() - 1);
  return {
    list(choices) {
      const { text, cursor } = host.actor.getSnapshot().context.line;
      const count = choices.choices.length;
      if (count === 0) return;
      const rows = rowsOf(choices, text.slice(choices.from, cursor), host.columns());
      if (count <= MOST_UNASKED) {
        show(rows, pageRows(), true);
        return;
      }
      [waiting, isCounted] = [rows, true];
      host.print('', true);
      say(`Display all ${count} possibilities? (y or n)`);
    },
    isAsking: () => waiting.length > 0,
    answer(code) {
      const key = code.charAt(0);
      if (YES.has(key)) show(waiting, pageRows(), isCounted);
      else if (NO.has(key)) show([], 0, isCounted);
      else if (key === '\r' && !isCounted) show(waiting, 1, false);
    },
    stop() {
      waiting = [];
      say('');
    },
  };
}
