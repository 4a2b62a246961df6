import type { Lesson } from '../../../sim/lesson/index.ts';

/** A free cluster: no tasks. */
export const lesson: Lesson = {
  id: 'playground/one-node',
  start: 'fresh',
  cluster: { nodes: 1, hasDefaultStorageClass: true, objects: [] },
  tasks: [],
  predictions: [],
  questions: [],
};
