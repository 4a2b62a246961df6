import type { Lesson } from '../../../sim/lesson/index.ts';
import { canary } from './incidents/canary.ts';
import { names } from './incidents/names.ts';
import { node } from './incidents/node.ts';
import { onlyCopy } from './incidents/only-copy.ts';
import { drawWords } from './incidents/words.ts';

/** Four incidents at once; whoever mends all of one gets its points, and a part for a part. */
export const lesson: Lesson = {
  id: 'statefulsets/exam',
  start: 'fresh',
  cluster: { nodes: 4, hasDefaultStorageClass: true, objects: [] },
  words: drawWords,
  tasks: [names, canary, node, onlyCopy],
  predictions: [],
  questions: [
    { id: 'first', choices: ['all', 'look', 'restart'], right: 'look' },
    { id: 'local', choices: ['node', 'claim', 'scale'], right: 'node' },
  ],
};
