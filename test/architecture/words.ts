import type { Finding } from './finding.ts';
import type { Source } from './source.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly message: string;
}

// Spelled in halves, so that this file keeps its own rules.
const RULES: readonly Rule[] = [
  {
    pattern: new RegExp(`\\b(TO${'DO'}|FIX${'ME'}|XX${'X'}|HA${'CK'})\\b`),
    message: 'is work left undone: do it, or leave the sentence out',
  },
  {
    pattern: new RegExp(
      ['/Us' + 'ers/\\w', '[A-Z]:\\\\Us' + 'ers', '(?<![\\w.])/wo' + 'rk(space)?/'].join('|'),
    ),
    message: 'names a place on one machine',
  },
  {
    pattern: new RegExp(`//\\s*(biome-ig${'nore'}-all|@ts-no${'check'})`),
    message: 'switches the checks of a whole file off',
  },
  { pattern: new RegExp(`@ts-ig${'nore'}`), message: 'hides type errors: mend the type' },
  {
    pattern: new RegExp(`\\b(describe|it|test)\\.(on${'ly'}|sk${'ip'}|to${'do'})\\b`),
    message: 'leaves tests out',
  },
];

/** Words that may not be committed, and the root of this very clone. */
export function findBadWords(source: Source, root: string): Finding[] {
  return source.text.split('\n').flatMap((line, index) => {
    const broken = RULES.filter(({ pattern }) => pattern.test(line)).map(({ message }) => message);
    if (root.split('/').length > 2 && line.includes(root)) broken.push('names the clone it is in');
    return broken.map((message) => ({ file: source.path, line: index + 1, message }));
  });
}
