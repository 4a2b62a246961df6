import type { Prediction, PredictionState, World } from './lesson.ts';

/** What becomes of a prediction in this world. */
export function judgePrediction(prediction: Prediction, world: World): PredictionState {
  const { id } = prediction;
  if ('choices' in prediction) {
    return { id, outcome: prediction.outcome(world), moments: [], canPlayOut: false };
  }
  const canPlayOut = prediction.playOut.isPossible(world);
  if ('said' in prediction) {
    return { id, outcome: prediction.said(world), moments: [], canPlayOut };
  }
  const moments = prediction.happened(world);
  const isDecided = moments.length === prediction.items.length;
  const outcome = isDecided ? moments.map(({ item }) => item).join(' ') : undefined;
  return { id, outcome, moments, canPlayOut };
}

const plain = (text: string): string =>
  text.trim().replace(/\s+/g, ' ').replace(/\.$/, '').toLowerCase();

/** Whether what was typed is what was printed, but for case, spaces and a last full stop. */
export const isForetold = (given: string, outcome: string): boolean =>
  plain(given) === plain(outcome);
