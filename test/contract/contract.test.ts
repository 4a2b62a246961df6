import { afterAll, describe, test } from 'vitest';
import { realKubectl } from './kubectl.ts';
import { normalize } from './normalize.ts';
import { createPair, type Outcome } from './pair.ts';
import { SCENARIOS } from './scenarios/index.ts';

const real = await realKubectl();
const counts = { compared: 0, equal: 0 };

afterAll(() => {
  const { compared, equal } = counts;
  const text = real.ok ? `${equal} of ${compared} command lines are equal` : real.reason;
  process.stdout.write(`contract: ${text}\n`);
});

const shown = (line: string, { exit, stdout, stderr }: Outcome): string =>
  [`exit ${exit}`, normalize(line, stdout), normalize(line, stderr)].join('\n');

const title = real.ok ? 'our kubectl and the real one print the same' : real.reason;

describe.skipIf(!real.ok)(title, { concurrent: true }, () => {
  for (const scenario of SCENARIOS) {
    test(scenario.title, async ({ expect }) => {
      const pair = await createPair(real.ok ? real.directory : '');
      const different: Record<string, { ours: string; theirs: string }> = {};
      try {
        pair.write(scenario.files);
        for (const line of scenario.lines) {
          const seconds = /^sleep (\d+)$/.exec(line)?.[1];
          if (seconds !== undefined) {
            pair.sleep(Number(seconds));
            continue;
          }
          const answers = await pair.run(line);
          counts.compared++;
          const [ours, theirs] = [shown(line, answers.ours), shown(line, answers.theirs)];
          if (ours === theirs) counts.equal++;
          else different[line] = { ours, theirs };
        }
      } finally {
        pair.close();
      }
      expect(different).toEqual({});
    });
  }
});
