import type { Lesson } from '../../../sim/lesson/index.ts';
import { budget, drain } from './stations/budget.ts';
import { declared } from './stations/declared.ts';
import { probe, slowPrediction } from './stations/probe.ts';
import { reach } from './stations/reach.ts';
import { retire, torn } from './stations/stopping.ts';
import { adopted, stranger } from './stations/strangers.ts';
import { memory } from './stations/watching.ts';
import { rollback } from './stations/way-back.ts';

/** Good practice: small things to mend in a set that somebody has neglected. */
export const lesson: Lesson = {
  id: 'statefulsets/good-practice',
  start: 'fresh',
  cluster: { nodes: 4, hasDefaultStorageClass: true, objects: [] },
  tasks: [declared, torn, retire, rollback, adopted, stranger, reach, probe, budget, drain, memory],
  predictions: [slowPrediction],
  questions: [
    { id: 'force', choices: ['faster', 'torn', 'nothing'], right: 'torn' },
    { id: 'local', choices: ['moves', 'waits', 'copy'], right: 'waits' },
    { id: 'rollback', choices: ['image', 'both', 'never'], right: 'both' },
  ],
};
