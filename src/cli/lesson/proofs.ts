import { proveLength } from './length.ts';
import type { Problem } from './problem.ts';
import { proveChaos } from './prove-chaos.ts';
import { provePage } from './prove-page.ts';
import {
  proveAlternatives,
  proveBystanders,
  proveReasons,
  proveSolution,
  proveStart,
  proveSteps,
  proveWrongAnswers,
} from './prove-scripts.ts';
import { proveLanguages, proveTexts } from './prove-texts.ts';
import type { Subject } from './subject.ts';

/** One thing that is proved of every lesson. */
export interface Proof {
  readonly name: string;
  prove(subject: Subject): readonly Problem[];
}

/** All proofs; the quick ones come first. Each random session has `commands` commands. */
export const proofs = (commands: number, sessions = 1): readonly Proof[] => [
  { name: 'texts are complete and links lead somewhere', prove: proveTexts },
  { name: 'both languages do the same', prove: proveLanguages },
  { name: 'the solution meets every task', prove: proveSolution },
  { name: 'the untouched start meets none', prove: proveStart },
  { name: 'two other ways meet every task', prove: proveAlternatives },
  { name: 'unrelated objects do no harm', prove: proveBystanders },
  { name: 'no step of the solution is needless', prove: proveSteps },
  { name: 'wrong answers fail with their own feedback', prove: proveWrongAnswers },
  { name: 'every reason has a sentence', prove: proveReasons },
  { name: 'the page does what it says', prove: provePage },
  { name: 'it takes about the minutes that it names', prove: proveLength },
  {
    name: `${commands} random commands do not break it${sessions > 1 ? `, ${sessions} times` : ''}`,
    prove: (subject) =>
      Array.from({ length: sessions }, (_, at) => proveChaos(subject, commands, at)).flat(),
  },
];
