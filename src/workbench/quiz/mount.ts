import type { PredictionState } from '../../session/index.ts';
import type { Play } from '../play.ts';
import { openAnswers } from './answers.ts';
import { startChoice, startQuestion } from './choices.ts';
import { startPlayedOut } from './played-out.ts';

type Show = (state: PredictionState) => void;

const quizzes = (kind: string): NodeListOf<HTMLElement> =>
  document.querySelectorAll(`[data-quiz="${kind}"]`);

/** Makes the questions and predictions of the text work. Returns what ends that. */
export function mountQuiz(play: Play): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const shows = new Map<string, Show>();
  let seen = '';
  const showAll = (): void => {
    if (shows.size === 0) return;
    const { view, commands } = play.session;
    const now = `${view.resourceVersion()} ${commands().length} ${play.session.requests().length}`;
    if (now === seen) return;
    seen = now;
    for (const state of play.session.predictions()) shows.get(state.id)?.(state);
  };
  void openAnswers(play.keeper).then((answers) => {
    if (signal.aborted) return;
    for (const quiz of quizzes('question')) startQuestion(quiz, answers, signal);
    for (const quiz of quizzes('prediction')) {
      const show = startChoice(quiz, answers, signal);
      shows.set(quiz.dataset.id ?? '', ({ outcome }) => show(outcome));
    }
    for (const kind of ['order', 'typed']) {
      for (const quiz of quizzes(kind)) {
        shows.set(quiz.dataset.id ?? '', startPlayedOut(quiz, answers, play, signal));
      }
    }
    seen = '';
    showAll();
    document.documentElement.dataset.quiz = 'ready';
  });
  const end = play.onFrame(showAll);
  return () => {
    ended.abort();
    end();
  };
}
