import type { LessonSource } from './session.ts';

/**
 * A lesson that asks for nothing, for tests and measurements: a fresh cluster to work in, with
 * `files` in the home directory.
 */
export const emptyLesson = (
  nodes: number,
  hasDefaultStorageClass: boolean,
  files: Readonly<Record<string, string>>,
): LessonSource => ({
  lesson: {
    id: 'test/empty',
    start: 'fresh',
    cluster: { nodes, hasDefaultStorageClass, objects: [] },
    tasks: [],
    predictions: [],
    questions: [],
  },
  start: [],
  files,
});
