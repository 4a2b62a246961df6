import type { Lesson } from '../../../sim/lesson/index.ts';

/** A free cluster: no tasks. */
export const lesson: Lesson = {
  id: 'playground/three-nodes',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [],
  predictions: [],
  questions: [],
};
