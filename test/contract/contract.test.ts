import { afterAll, describe, test } from 'vitest';
import { normalize } from './normalize.ts';
import { createPair, type Outcome } from './pair.ts';
import { SCENARIOS } from './scenarios/index.ts';

const counts = { compared: 0, equal: 0 };

afterAll(() => {
  process.stdout.write(`contract: ${counts.equal} of ${counts.compared} command lines are equal\n`);
});

const shown = (line: string, { exit, stdout, stderr }: Outcome): string =>
  [`exit ${exit}`, normalize(line, stdout), normalize(line, stderr)].join('\n');

describe.concurrent('our kubectl and the real one print the same', () => {
  for (const { title, files, lines } of SCENARIOS) {
    test(title, async ({ expect }) => {
      const pair = await createPair();
      const different: Record<string, { ours: string; real: string }> = {};
      try {
        pair.write(files);
        for (const line of lines) {
          const { ours, theirs } = await pair.run(line);
          counts.compared++;
          const [mine, real] = [shown(line, ours), shown(line, theirs)];
          if (mine === real) counts.equal++;
          else different[line] = { ours: mine, real };
        }
      } finally {
        pair.close();
      }
      expect(different).toEqual({});
    });
  }
});
