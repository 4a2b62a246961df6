import type { Answers } from '../../session/index.ts';
import type { Keeper } from '../keeping/keeper.ts';

/** What the learner answered on this page, kept from visit to visit. */
export interface AnswerBook {
  /** By `question:ID` or `prediction:ID`. */
  get(key: string): string | undefined;
  set(key: string, answer: string): void;
}

/** Opens the answers of a lesson. Where none can be kept they last as long as the page. */
export async function openAnswers(keeper: Keeper): Promise<AnswerBook> {
  let answers: Answers = await keeper.answers().catch(() => ({}));
  return {
    get: (key) => answers[key],
    set(key, answer) {
      if (answers[key] === answer) return;
      answers = { ...answers, [key]: answer };
      keeper.saveAnswers(answers).catch(() => undefined);
    },
  };
}
