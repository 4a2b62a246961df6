import type { Completion } from '../../../sim/kernel/index.ts';
import { normalize } from '../normalize.ts';
import type { Offered } from '../pair.ts';

/** The bits of cobra's ShellCompDirective. */
const NO_SPACE = 2;
const NO_FILES = 4;
const BY_ENDING = 8;

/** What Tab offers: whole words in order, and whether a space follows when there is one only. */
export interface Shown {
  readonly values: readonly string[];
  readonly isFinal: boolean | undefined;
  /** Values that have nothing said about them. */
  readonly bare: readonly string[];
}

const shown = (choices: readonly Completion[]): Shown => ({
  values: choices.map(({ value }) => value),
  isFinal: choices.length === 1 ? choices[0]?.isFinal : undefined,
  bare: choices.filter(({ summary }) => summary === '').map(({ value }) => value),
});

/** A value without what is drawn, and without what either configuration is called. */
const plain = (value: string): string =>
  normalize('', value).replace(/^(ordinal|minikube)$/, 'CLUSTER');

/** What the real tool printed, as bash would show it in a directory with these files. */
export function theirsOf(line: string, { theirs }: Offered, files: readonly string[]): Shown {
  const rows = theirs.stdout.trimEnd().split('\n');
  const directive = Number(rows.pop()?.slice(1));
  const word = line.slice(line.lastIndexOf(' ') + 1).replace(/^-[^=]*=/, '');
  const isByEnding = (directive & BY_ENDING) !== 0;
  if (isByEnding || (rows.length === 0 && (directive & NO_FILES) === 0)) {
    const wanted = files.filter((name) => !isByEnding || rows.some((end) => name.endsWith(end)));
    const begun = wanted.filter((name) => name.startsWith(word));
    return { values: begun, isFinal: begun.length === 1 ? true : undefined, bare: begun };
  }
  const isFinal = (directive & NO_SPACE) === 0;
  // Of some flags the real tool prints all values; bash keeps those that begin with the word.
  return shown(
    rows
      .filter((row) => row.startsWith(word))
      .map((row) => {
        const [value = '', summary = ''] = row.split('\t');
        return { value: plain(value), summary, isFinal };
      }),
  );
}

/** What our terminal offers, as the real tool would write it. */
export function oursOf(line: string, { ours }: Offered): Shown {
  const head = /^-[^=]*=/.exec(line.slice(ours.from))?.[0] ?? '';
  const values = ours.choices.map((choice) => ({
    ...choice,
    value: plain(choice.value.slice(head.length)),
  }));
  return shown(values);
}

/** Whether the real tool has nothing to say of its own. */
export const isSilent = ({ theirs }: Offered): boolean => /^:\d+\n$/.test(theirs.stdout);
