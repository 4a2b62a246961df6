import type { Lesson } from '../../../sim/lesson/index.ts';

/** A free cluster: no tasks. */
export const lesson: Lesson = {
  id: 'playground/five-nodes',
  start: 'fresh',
  cluster: { nodes: 5, hasDefaultStorageClass: true, objects: [] },
  tasks: [],
  predictions: [],
  questions: [],
};
