import { describe, test } from 'vitest';
import { CHANGING } from './completions/changing.ts';
import { ENTERING } from './completions/entering.ts';
import { linesIn } from './completions/lines.ts';
import { LOOKING } from './completions/looking.ts';
import { isSilent, oursOf, type Shown, theirsOf } from './completions/offered.ts';
import { FILES, SET_UP } from './completions/set-up.ts';
import { THE_TOOL } from './completions/the-tool.ts';
import { realKubectl } from './kubectl.ts';
import { createPair, type Pair } from './pair.ts';

const real = await realKubectl();
const title = real.ok ? 'our completion offers what the real one offers' : real.reason;
/** Some hundred calls of the real tool take long on a busy machine. */
const LIMIT_MS = 600_000;
const NAMES = Object.keys(FILES).sort();

async function createScene(): Promise<Pair> {
  const pair = await createPair(real.ok ? real.directory : '');
  pair.write(FILES);
  for (const line of SET_UP) await pair.run(line);
  pair.sleep(60);
  return pair;
}

/** What comes out of a map of the real tool has no order. */
const ordered = (line: string, { values, isFinal }: Shown) => ({
  values: /config use|context|completion/.test(line) ? values.toSorted() : values,
  isFinal,
});

describe.skipIf(!real.ok)(title, { concurrent: true }, () => {
  for (const { title: of, equal, more } of [LOOKING, CHANGING, ENTERING, THE_TOOL]) {
    test(of, { timeout: LIMIT_MS }, async ({ expect }) => {
      const pair = await createScene();
      const different: Record<string, unknown> = {};
      try {
        for (const line of linesIn(equal)) {
          const offered = await pair.complete(line);
          const [ours, theirs] = [oursOf(line, offered), theirsOf(line, offered, NAMES)];
          // Whatever the real tool describes has a description here.
          const bare = ours.bare.filter(
            (value) => theirs.values.includes(value) && !theirs.bare.includes(value),
          );
          const [left, right] = [ordered(line, ours), ordered(line, theirs)];
          const isEqual = JSON.stringify(left) === JSON.stringify(right);
          if (!isEqual || bare.length > 0) different[line] = { ours: left, theirs: right, bare };
        }
        for (const line of linesIn(more)) {
          const offered = await pair.complete(line);
          const { values } = oursOf(line, offered);
          const hasMore = values.some((value) => !NAMES.includes(value));
          if (!isSilent(offered) || !hasMore) different[line] = offered;
        }
      } finally {
        pair.close();
      }
      expect(different).toEqual({});
    });
  }
});
