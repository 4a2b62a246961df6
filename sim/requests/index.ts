export { PATCHING } from './patching.ts';
export { answerReview, isReview } from './reviews.ts';
