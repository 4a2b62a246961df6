import { describe, expect, test } from 'vitest';
import { proofs } from '../src/cli/lesson/proofs.ts';
import { subjectOf } from '../src/cli/lesson/subject.ts';
import { readLessons } from '../src/cli/lesson-source.ts';

/** `npm run test:lessons` asks for the whole thousand; a quick run, while one writes, for fewer. */
const commands = Number(process.env.RANDOM_COMMANDS ?? 100);
const all = proofs(commands);
const folders = await readLessons();
const ids = folders.map(({ source }) => source.lesson.id);

describe.each(folders.map((folder) => [folder.source.lesson.id, folder] as const))(
  '%s',
  (_id, folder) => {
    const subject = subjectOf(folder, ids);
    test.each(all.map((proof) => [proof.name, proof] as const))('%s', (_name, proof) => {
      expect(proof.prove(subject)).toEqual([]);
    });
  },
);
