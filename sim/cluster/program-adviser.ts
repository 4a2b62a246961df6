import { type Client, REQUESTS } from '../client/index.ts';
import type { Advice, Parts } from '../kernel/index.ts';
import { KUBECTL } from '../kubectl/index.ts';

/** What is suggested to somebody whose program of these words ended with a status. */
export type ProgramAdviser = (
  /** The pod; '' for the learner's computer. */
  from: { readonly namespace: string; readonly pod: string },
  words: readonly string[],
  status: number,
) => Advice | undefined;

/** Creates the adviser. Who has not used kubectl yet is told nothing. */
export const createProgramAdviser =
  (loaded: Parts, client: () => Client): ProgramAdviser =>
  (from, words, status) =>
    REQUESTS.of(loaded) === undefined
      ? undefined
      : KUBECTL.of(loaded)?.adviceForProgram(client(), from, words, status);
