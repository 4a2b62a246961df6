import { commandsOf } from '../../prose/lesson-page.ts';
import { playPage } from './play-page.ts';
import type { Problem } from './problem.ts';
import { isExam, isFree } from './prove-texts.ts';
import { readabilityOf } from './readability.ts';
import { SEED } from './seeds.ts';
import type { Subject } from './subject.ts';

/** Somebody who reads to understand, in a language that may not be the own one. */
const WORDS_PER_MINUTE = 150;
/** To type or take over a command, and to look at what it printed. */
const SECONDS_PER_COMMAND = 12;
/** The head may be rounded by so many minutes. */
const TOLERANCE_MINUTES = 2;

/** What a lesson takes of its reader's time. */
export interface Length {
  readonly minutes: number;
  readonly words: number;
  readonly commands: number;
  /** While commands run, at the usual speed. */
  readonly waitingS: number;
}

const wordsIn = (texts: unknown): number =>
  JSON.stringify(texts).match(/[A-Za-z'’-]+/g)?.length ?? 0;

/** How long a careful reader of the English page takes, questions and waiting included. */
export function lengthOf(subject: Subject): Length {
  const [page] = subject.pages;
  if (page === undefined) return { minutes: 0, words: 0, commands: 0, waitingS: 0 };
  const { steps } = page.page;
  const { predictions, questions } = page.texts;
  const words = readabilityOf(page).words + wordsIn(predictions) + wordsIn(questions);
  const commands = steps.flatMap((step) =>
    step.type === 'block' ? commandsOf(step.block) : [step.command],
  ).length;
  const { session } = playPage(subject.source, SEED, steps);
  const waitedMs = session
    .commands()
    .reduce(
      (sum, { startedAtMs, endedAtMs }) => sum + ((endedAtMs ?? startedAtMs) - startedAtMs),
      0,
    );
  const waitingS = Math.round(waitedMs / 1000);
  const minutes = words / WORDS_PER_MINUTE + (commands * SECONDS_PER_COMMAND + waitingS) / 60;
  return { minutes, words, commands, waitingS };
}

/** The head names about the minutes that the page takes; those of an exam are its clock. */
export function proveLength(subject: Subject): Problem[] {
  if (isFree(subject) || isExam(subject)) return [];
  const { minutes } = lengthOf(subject);
  return subject.pages.flatMap(({ file, texts }): Problem[] => {
    if (Math.abs(texts.minutes - minutes) <= TOLERANCE_MINUTES) return [];
    const message = `says ${texts.minutes} minutes; its reader takes about ${Math.round(minutes)}`;
    return [{ file, line: 0, message }];
  });
}
