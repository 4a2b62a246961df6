export * from './access.ts';
export * from './client.ts';
export * from './defaults.ts';
export * from './local-client.ts';
export { answerReview, isReview } from './reviews.ts';
export * from './user.ts';
