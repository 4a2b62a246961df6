import { fill } from '../../i18n/index.ts';
import { isForetold, type PlayedOut, playOutAgain } from '../../session/engine.ts';
import type { PredictionState } from '../../session/index.ts';
import { create } from '../dom.ts';
import type { Play } from '../play.ts';
import type { AnswerBook } from './answers.ts';
import { startOrderList } from './order-list.ts';
import { hideOutcome, inside, sayOutcome } from './outcome.ts';

/** What a learner has put in, as one text; '' while there is nothing. */
interface Guess {
  read(): string;
  put(text: string): void;
  setDisabled(isDisabled: boolean): void;
}

function startGuess(quiz: HTMLElement, onChange: () => void, signal: AbortSignal): Guess {
  const list = inside(quiz, '.order-list');
  if (list !== null) {
    const items = startOrderList(list, onChange, signal);
    return {
      read: () => items.order().join(' '),
      put: (text) => items.put(text.split(' ')),
      setDisabled: items.setDisabled,
    };
  }
  const field = quiz.querySelector('input') as HTMLInputElement;
  field.addEventListener('input', onChange, { signal });
  return {
    read: () => field.value.trim(),
    put(text) {
      field.value = text;
    },
    setDisabled(isDisabled) {
      field.readOnly = isDisabled;
    },
  };
}

const itemText = (quiz: HTMLElement, item: string): string =>
  inside(quiz, `[data-item="${item}"] .order-text`)?.textContent?.trim() ?? item;

/** What the copy of the cluster did, beside what was foretold. */
function render(quiz: HTMLElement, { state, startedAtMs, output }: PlayedOut, play: Play): Node[] {
  const t = play.language.texts.quiz;
  const title = create('p', 'quiz-played-title', t.inCopy);
  if (state.moments.length > 0) {
    const guessed = [...quiz.querySelectorAll<HTMLElement>('.order-item')];
    const list = create('ol', 'quiz-moments');
    for (const [at, { item, atMs }] of state.moments.entries()) {
      const isRight = guessed[at]?.dataset.item === item;
      const line = create('li', isRight ? 'moment moment-right' : 'moment');
      const seconds = Math.max(0, Math.round((atMs - startedAtMs) / 1000));
      line.append(
        create('code', '', itemText(quiz, item)),
        create('span', 'moment-at', fill(t.after, { seconds })),
        create('span', 'moment-mark', isRight ? t.asGuessed : t.otherPlace),
      );
      list.append(line);
    }
    return [title, list];
  }
  const said = create('p', 'quiz-said');
  said.append(create('code', '', state.outcome ?? t.notDecided));
  const printed = create('pre', 'quiz-printed', output.trim());
  printed.tabIndex = 0;
  return [title, said, printed];
}

/**
 * Makes a prediction work that can be played out. Returns what shows how it stands in the
 * learner's own cluster.
 */
export function startPlayedOut(
  quiz: HTMLElement,
  answers: AnswerBook,
  play: Play,
  signal: AbortSignal,
) {
  const id = quiz.dataset.id ?? '';
  const key = `prediction:${id}`;
  const t = play.language.texts.quiz;
  const button = inside(quiz, '[data-quiz-action=play-out]') as HTMLButtonElement;
  const needs = inside(quiz, '.quiz-needs') as HTMLElement;
  const played = inside(quiz, '.quiz-played') as HTMLElement;
  let state: PredictionState | undefined;
  let isPlaying = false;
  let shownOutcome: string | undefined;

  const guess = startGuess(
    quiz,
    () => {
      answers.set(key, guess.read());
      played.hidden = true;
      if (state?.outcome === undefined) hideOutcome(quiz);
      refresh();
    },
    signal,
  );
  const before = answers.get(key);
  if (before !== undefined) guess.put(before);
  const isRight = (outcome: string): boolean | undefined => {
    const given = answers.get(key) ?? '';
    return given === '' ? undefined : isForetold(given, outcome);
  };
  function refresh(): void {
    const isDecided = state?.outcome !== undefined;
    const can = state?.canPlayOut === true && !isDecided;
    button.disabled = !can || isPlaying || guess.read() === '';
    button.textContent = isPlaying ? t.playing : t.playOut;
    needs.hidden = can || isDecided;
  }
  const run = async (): Promise<void> => {
    isPlaying = true;
    refresh();
    answers.set(key, guess.read());
    const result = await playOutAgain(play.source, play.session.log(), id, play.loader).catch(
      () => undefined,
    );
    isPlaying = false;
    if (signal.aborted) return;
    refresh();
    played.hidden = false;
    if (result === undefined) {
      played.replaceChildren(create('p', '', t.notDecided));
      return;
    }
    played.replaceChildren(...render(quiz, result, play));
    if (result.state.outcome !== undefined) sayOutcome(quiz, isRight(result.state.outcome));
  };
  button.addEventListener('click', () => void run(), { signal });
  refresh();

  return (next: PredictionState): void => {
    state = next;
    refresh();
    if (next.outcome === shownOutcome) return;
    shownOutcome = next.outcome;
    guess.setDisabled(next.outcome !== undefined);
    if (next.outcome === undefined) hideOutcome(quiz);
    else sayOutcome(quiz, isRight(next.outcome));
  };
}
