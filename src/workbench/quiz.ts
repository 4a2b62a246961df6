import type { PredictionState } from '../session/index.ts';

const inside = (element: Element, selector: string): HTMLElement | null =>
  element.querySelector<HTMLElement>(selector);

/** Makes the questions of the text answer: the explanation of what was chosen is shown. */
export function startQuestions(): void {
  for (const quiz of document.querySelectorAll<HTMLElement>('[data-quiz="question"]')) {
    quiz.addEventListener('change', (event) => {
      const { value } = event.target as HTMLInputElement;
      for (const choice of quiz.querySelectorAll<HTMLElement>('[data-choice]')) {
        const because = inside(choice, '.quiz-because');
        if (because !== null) because.hidden = choice.dataset.choice !== value;
      }
    });
  }
  for (const quiz of document.querySelectorAll<HTMLElement>('[data-quiz="prediction"]')) {
    quiz.addEventListener('change', () => {
      const wait = inside(quiz, '.quiz-wait');
      if (wait !== null) wait.hidden = false;
    });
  }
}

function showOutcome(quiz: HTMLElement, outcome: string): void {
  const chosen = quiz.querySelector<HTMLInputElement>('input:checked')?.value;
  for (const input of quiz.querySelectorAll('input')) input.disabled = true;
  for (const choice of quiz.querySelectorAll<HTMLElement>('[data-choice]')) {
    choice.dataset.state = String(choice.dataset.choice === outcome);
  }
  const wait = inside(quiz, '.quiz-wait');
  const shown = inside(quiz, '.quiz-outcome');
  if (wait === null || shown === null) return;
  const { right = '', wrong = '', none = '' } = shown.dataset;
  const title = inside(shown, 'strong');
  if (title !== null) {
    title.textContent = chosen === undefined ? none : chosen === outcome ? right : wrong;
  }
  wait.hidden = true;
  shown.hidden = false;
}

function reopen(quiz: HTMLElement): void {
  for (const input of quiz.querySelectorAll('input')) input.disabled = false;
  for (const choice of quiz.querySelectorAll<HTMLElement>('[data-choice]')) {
    delete choice.dataset.state;
  }
  const shown = inside(quiz, '.quiz-outcome');
  if (shown !== null) shown.hidden = true;
}

/** Shows beside each prediction what came true in the cluster; one that is open can be chosen. */
export function showOutcomes(predictions: readonly PredictionState[]): void {
  for (const { id, outcome } of predictions) {
    const quiz = document.querySelector<HTMLElement>(`[data-quiz="prediction"][data-id="${id}"]`);
    if (quiz === null || quiz.dataset.outcome === (outcome ?? '')) continue;
    quiz.dataset.outcome = outcome ?? '';
    if (outcome === undefined) reopen(quiz);
    else showOutcome(quiz, outcome);
  }
}
