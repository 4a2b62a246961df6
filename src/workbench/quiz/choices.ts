import type { AnswerBook } from './answers.ts';
import { hideOutcome, inside, sayOutcome } from './outcome.ts';

const inputs = (quiz: HTMLElement): NodeListOf<HTMLInputElement> => quiz.querySelectorAll('input');

const choose = (quiz: HTMLElement, answer: string | undefined): void => {
  for (const input of inputs(quiz)) input.checked = input.value === answer;
};

/** Shows the explanation of the choice that was taken. */
function explain(quiz: HTMLElement, answer: string): void {
  for (const choice of quiz.querySelectorAll<HTMLElement>('[data-choice]')) {
    const because = inside(choice, '.quiz-because');
    if (because !== null) because.hidden = choice.dataset.choice !== answer;
  }
}

/** Makes a question answer, as it was answered before. */
export function startQuestion(quiz: HTMLElement, answers: AnswerBook, signal: AbortSignal): void {
  const key = `question:${quiz.dataset.id}`;
  const before = answers.get(key);
  if (before !== undefined) {
    choose(quiz, before);
    explain(quiz, before);
  }
  const onChange = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    explain(quiz, value);
    answers.set(key, value);
  };
  quiz.addEventListener('change', onChange, { signal });
}

/** A prediction with choices: what was chosen, and later what came true. */
export function startChoice(quiz: HTMLElement, answers: AnswerBook, signal: AbortSignal) {
  const key = `prediction:${quiz.dataset.id}`;
  const wait = inside(quiz, '.quiz-wait');
  const before = answers.get(key);
  let shown: string | undefined = '';
  choose(quiz, before);
  if (wait !== null) wait.hidden = before === undefined;
  const onChange = (event: Event): void => {
    answers.set(key, (event.target as HTMLInputElement).value);
    if (wait !== null) wait.hidden = false;
  };
  quiz.addEventListener('change', onChange, { signal });
  return (outcome: string | undefined): void => {
    if (outcome === shown) return;
    shown = outcome;
    for (const input of inputs(quiz)) input.disabled = outcome !== undefined;
    for (const choice of quiz.querySelectorAll<HTMLElement>('[data-choice]')) {
      if (outcome === undefined) delete choice.dataset.state;
      else choice.dataset.state = String(choice.dataset.choice === outcome);
    }
    if (outcome === undefined) {
      hideOutcome(quiz);
      return;
    }
    if (wait !== null) wait.hidden = true;
    const answer = answers.get(key);
    sayOutcome(quiz, answer === undefined ? undefined : answer === outcome);
  };
}
