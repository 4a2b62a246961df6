import { fillWords, type Words } from '../../sim/lesson/index.ts';
import type { LessonData } from './lesson-data.ts';

export { pointsOf } from '../../sim/lesson/index.ts';

/** The data of a page as the learner of a session's variant meets it. */
export const ofVariant = (data: LessonData, words: Words): LessonData => ({
  ...data,
  files: fillWords(data.files, words),
  tasks: fillWords(data.tasks, words),
});
