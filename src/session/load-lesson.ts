import type { LessonSource } from '../../sim/index.ts';
import type { Lesson } from '../../sim/lesson/index.ts';
import type { LessonData } from './lesson-data.ts';

const LESSONS = import.meta.glob<Lesson>('../../lessons/*/*/lesson.ts', { import: 'lesson' });

/** Loads the behaviour of the page's lesson. */
export async function loadLesson(data: LessonData): Promise<LessonSource> {
  const load = LESSONS[`../../lessons/${data.module}/lesson.ts`];
  if (load === undefined) throw new Error(`there is no lesson ${data.module}`);
  return { lesson: await load(), files: data.files, start: data.start };
}
