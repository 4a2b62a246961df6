import { type CollectionEntry, getCollection } from 'astro:content';
import type { Lesson, StartStage } from '../../sim/lesson/index.ts';
import { isLocale, type Locale } from '../i18n/index.ts';

/** A lesson's page in one language. */
export interface LessonPage {
  /**
   * `statefulsets/scaling`: as the simulator names it, and its address below the language's home.
   */
  readonly id: string;
  readonly course: string;
  /** `07-scaling`. */
  readonly folder: string;
  readonly slug: string;
  /** The place in the course, from the folder's name. */
  readonly number: number;
  readonly locale: Locale;
  readonly entry: CollectionEntry<'lessons'>;
}

/** `statefulsets/07-scaling/en` → its parts. Throws for a folder without a number. */
function pageOf(entry: CollectionEntry<'lessons'>): LessonPage {
  const [course = '', folder = '', locale] = entry.id.split('/');
  const [, number, slug] = /^(\d+)-(.+)$/.exec(folder) ?? [];
  if (slug === undefined || !isLocale(locale)) {
    throw new Error(
      `lessons/${entry.id}: a lesson lies in lessons/<course>/<nn-name>/<locale>.mdx`,
    );
  }
  return {
    id: `${course}/${slug}`,
    course,
    folder,
    slug,
    number: Number(number),
    locale,
    entry,
  };
}

/** All courses, in the order in which they are offered. */
export const courses = async (): Promise<readonly CollectionEntry<'courses'>[]> =>
  (await getCollection('courses')).sort((a, b) => a.data.order - b.data.order);

/** All lessons in a language, by course and number. */
export async function lessonPages(locale: Locale): Promise<readonly LessonPage[]> {
  const order = (await courses()).map(({ id }) => id);
  const pages = (await getCollection('lessons')).map(pageOf);
  return pages
    .filter((page) => page.locale === locale)
    .sort((a, b) => order.indexOf(a.course) - order.indexOf(b.course) || a.number - b.number);
}

const FILES = import.meta.glob<string>(
  ['../../lessons/*/*/files/**/*', '../../lessons/*/files/**/*'],
  { query: '?raw', import: 'default', eager: true },
);

const filesBelow = (folder: string): Record<string, string> => {
  const prefix = `../../lessons/${folder}/files/`;
  const own = Object.entries(FILES).filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(own.map(([path, text]) => [path.slice(prefix.length), text]));
};

/**
 * The files that lie in the learner's home directory at the start, by their path from there: those
 * of the course and of the lesson.
 */
export const lessonFiles = ({ course, folder }: LessonPage): Record<string, string> => ({
  ...filesBelow(course),
  ...filesBelow(`${course}/${folder}`),
});

const BEHAVIOUR = import.meta.glob<Lesson>('../../lessons/*/*/lesson.ts', {
  import: 'lesson',
  eager: true,
});

/** What a lesson's page is about, without its texts. */
export function lessonBehaviour({ course, folder }: LessonPage): Lesson {
  const lesson = BEHAVIOUR[`../../lessons/${course}/${folder}/lesson.ts`];
  if (lesson === undefined) throw new Error(`lessons/${course}/${folder} has no lesson.ts`);
  return lesson;
}

const SCRIPTS = import.meta.glob<string>('../../lessons/*/*/{start,solution}.sh', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const scriptOf = ({ course, folder }: LessonPage, name: string): string =>
  SCRIPTS[`../../lessons/${course}/${folder}/${name}.sh`] ?? '';

/**
 * What is played before a lesson begins: what led to the end of the previous one, if it goes on
 * from there, and its own `start.sh`. `course` are the course's lessons in order.
 */
export function lessonStart(page: LessonPage, course: readonly LessonPage[]): StartStage[] {
  const previous = course[course.findIndex(({ id }) => id === page.id) - 1];
  const isFresh = lessonBehaviour(page).start === 'fresh' || previous === undefined;
  const stages = isFresh
    ? []
    : [
        ...lessonStart(previous, course),
        { files: lessonFiles(previous), script: scriptOf(previous, 'solution') },
      ];
  const own = scriptOf(page, 'start');
  return own === '' ? stages : [...stages, { files: lessonFiles(page), script: own }];
}
