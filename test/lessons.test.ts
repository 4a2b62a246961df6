import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALL_PARTS } from '../sim/all-parts.ts';
import { gradeScript } from '../sim/index.ts';
import { type LessonFolder, readFolder, readLessons, readTexts } from '../src/cli/lesson-source.ts';
import { enReasons } from '../src/i18n/reasons.en.ts';

const SEED = 1;
const LANGUAGES = ['en', 'zh-cn'] as const;
const folders = await readLessons();

const failing = ({ source }: LessonFolder, script: string): string[] =>
  gradeScript(source, SEED, script, ALL_PARTS).flatMap(({ id, ok }) => (ok ? [] : [id]));

describe.each(folders.map((folder) => [folder.source.lesson.id, folder] as const))(
  '%s',
  (_id, folder) => {
    const { source, directory } = folder;
    const scripts = (name: string) => Object.entries(readFolder(path.join(directory, name)));
    const solution = readFolder(directory)['solution.sh'] ?? '';
    const steps = solution.split('\n').filter((line) => line.trim() !== '');

    test('the solution meets every task', () => {
      expect(failing(folder, solution)).toEqual([]);
    });

    test('the untouched start meets none', () => {
      expect(failing(folder, '')).toEqual(source.lesson.tasks.map(({ id }) => id));
    });

    test.each(steps.map((step, at) => [step, at] as const))(
      'the solution without «%s» fails',
      (_step, at) => {
        const rest = steps.filter((_line, i) => i !== at).join('\n');
        expect(failing(folder, rest)).not.toEqual([]);
      },
    );

    test('there are two other ways at least', () => {
      expect(scripts('alternatives').length).toBeGreaterThanOrEqual(2);
    });

    test.each(scripts('alternatives'))('the other way %s meets every task', (_name, script) => {
      expect(failing(folder, script)).toEqual([]);
    });

    test.each(scripts('wrong'))(
      'the wrong answer %s fails with its own feedback',
      (name, script) => {
        const [taskId = '', turn = ''] = name.replace(/\.sh$/, '').split('.');
        const states = gradeScript(source, SEED, script, ALL_PARTS);
        const task = states.find(({ id }) => id === taskId);
        expect(task?.ok).toBe(false);
        expect(task?.wrongTurns).toContain(turn);
      },
    );

    test('every wrong turn has a wrong answer that shows it', () => {
      const shown = scripts('wrong').map(([name]) => name.replace(/\.sh$/, ''));
      const known = source.lesson.tasks.flatMap(({ id, wrongTurns }) =>
        wrongTurns.map((turn) => `${id}.${turn.id}`),
      );
      expect(shown.sort()).toEqual(known.sort());
    });

    test.each(LANGUAGES)('%s has the texts of every task', (language) => {
      const texts = readTexts(directory, language);
      expect(Object.keys(texts.tasks)).toEqual(source.lesson.tasks.map(({ id }) => id));
      for (const { id, wrongTurns } of source.lesson.tasks) {
        expect(texts.tasks[id]?.hints.length).toBeGreaterThan(0);
        expect(Object.keys(texts.tasks[id]?.wrong ?? {}).sort()).toEqual(
          wrongTurns.map((turn) => turn.id).sort(),
        );
      }
    });

    test('every reason that a check gives has a sentence', () => {
      const texts = readTexts(directory, 'en');
      const scriptsOfAll = ['', solution, ...scripts('wrong').map(([, script]) => script)];
      for (const script of scriptsOfAll) {
        for (const { id, why } of gradeScript(source, SEED, script, ALL_PARTS)) {
          const known = { ...enReasons, ...texts.tasks[id]?.why };
          expect(Object.keys(known)).toContain(why.code);
        }
      }
    });
  },
);
