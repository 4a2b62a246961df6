import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { logUntil, replaySession } from '../../../sim/index.ts';
import type { Block } from '../../prose/lesson-page.ts';
import { playOut } from '../../session/play-out.ts';
import { type PlayedPage, playPage } from './play-page.ts';
import type { Problem } from './problem.ts';
import { SEED } from './seeds.ts';
import type { PageSubject, Subject } from './subject.ts';

/** What differs from one run to the next, or with the seed: shown, and not compared. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\b[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000/g, 'TIME'],
  [/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g, 'TIME'],
  [/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/g, 'UID'],
  [/\bsha256:[\da-f]+/g, 'DIGEST'],
  [/\b10\.(244|96)(\.\d+)(\.\d+)?\b/g, 'ADDRESS'],
  [/\b10-244-\d+-\d+\b/g, 'ADDRESS'],
  [/(?<=-)[bcdf-hj-np-tv-z2456789]{8,10}(-[bcdf-hj-np-tv-z2456789]{5})?\b/g, 'HASH'],
  [/\b(\d+d)?(\d+h)?(\d+m)?\d+(\.\d+)?(ms|s)\b|\b\d+m\b/g, 'AGE'],
  [/[ \t]+/g, ' '],
];

/** A printed text as far as it is compared. */
export const comparable = (text: string): string =>
  VOLATILE.reduce((rest, [pattern, word]) => rest.replace(pattern, word), text)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** The printed block that belongs to each played one: a `text` block that follows it at once. */
function expectations(subject: PageSubject, played: PlayedPage) {
  const blocks = subject.page.steps.flatMap((step) => (step.type === 'block' ? [step.block] : []));
  return played.blocks.flatMap(({ block, printed }) => {
    const next = blocks[blocks.indexOf(block) + 1];
    return next?.language === 'text' ? [{ expected: next, printed: printed.trimEnd() }] : [];
  });
}

/** Whether a prediction is decided in a copy of the cluster as it is before some command. */
const isPlayedOut = ({ source }: Subject, { session }: PlayedPage, id: string): boolean =>
  session.commands().some(({ startedAtMs }) => {
    const copy = replaySession(source, logUntil(session.log(), startedAtMs - 1), ALL_PARTS);
    if (copy.type === 'missing') throw new Error(`part ${copy.part} is missing`);
    const played = playOut(source, copy.session, id);
    return played.type === 'whole' && played.state.outcome !== undefined;
  });

/** Plays the page: every command runs, and every printed block says what was printed. */
export function provePage(subject: Subject): Problem[] {
  const [page] = subject.pages;
  if (page === undefined) return [];
  const { file } = page;
  const played = playPage(subject.source, SEED, page.page.steps);
  const differing = expectations(page, played).flatMap(({ expected, printed }): Problem[] => {
    if (comparable(expected.code) === comparable(printed)) return [];
    const message = `the command printed something else:\n${printed}`;
    return [{ file, line: expected.from, message }];
  });
  const open = played.session
    .predictions()
    .filter(({ id, outcome }) => outcome === undefined && !isPlayedOut(subject, played, id));
  const undecided = open.map(({ id }) => ({
    file,
    line: 0,
    message: `the prediction ${id} is not decided by what the page makes its reader do`,
  }));
  return [...played.problems.map((problem) => ({ file, ...problem })), ...differing, ...undecided];
}

const withBlocks = (source: string, blocks: readonly (readonly [Block, string])[]): string => {
  const lines = source.split('\n');
  for (const [{ from, to }, text] of [...blocks].reverse()) {
    lines.splice(from - 1, to - from, ...text.split('\n'));
  }
  return lines.join('\n');
};

/** Writes what is printed now into the blocks of every language. Returns how many have changed. */
export function regenerate(subject: Subject): number {
  const [first] = subject.pages;
  if (first === undefined) return 0;
  const played = playPage(subject.source, SEED, first.page.steps);
  const texts = expectations(first, played).map(({ printed }) => printed);
  let changed = 0;
  for (const { page, source, file } of subject.pages) {
    const blocks = page.steps.flatMap((step) => (step.type === 'block' ? [step.block] : []));
    const printed = blocks.filter(
      ({ language }, at) => language === 'text' && blocks[at - 1]?.language === 'sh',
    );
    const pairs = printed.map((block, at) => [block, texts[at] ?? block.code] as const);
    changed += pairs.filter(([block, text]) => block.code !== text).length;
    writeFileSync(path.join(subject.directory, file), withBlocks(source, pairs));
  }
  return changed;
}
