import type { Judgement, Part } from '../../../test/conformance/compare.mjs';
import { sideBySide } from './side-by-side.ts';

export const PARTS = ['commands', 'objects', 'orders', 'events'] as const;
export type PartName = (typeof PARTS)[number];

const cell = ({ equal, total }: Part): string => `${equal}/${total}`.padStart(11);

/** The heading over rows of `rowOf`. */
export const HEADING = ''.padEnd(30) + PARTS.map((part) => part.padStart(11)).join('');

/** One line for one recording. */
export const rowOf = (judgement: Judgement): string =>
  judgement.id.padEnd(30) + PARTS.map((part) => cell(judgement[part])).join('');

const textOf = (value: unknown): string => {
  if (value === undefined) return '(nothing)';
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
};

/** Everything that differs in one recording, expected on the left and actual on the right. */
export function differencesOf(judgement: Judgement, width: number): string {
  const blocks = PARTS.flatMap((part) =>
    judgement[part].differences.map((difference) => {
      const { expected, actual, ...about } = difference;
      const words = Object.entries(about).map(([key, value]) => `${key}: ${textOf(value)}`);
      const title = `## ${judgement.id} ${part}, ${words.join(', ')}`;
      const hasSides = 'expected' in difference || 'actual' in difference;
      if (!hasSides) return title;
      return `${title}\n${sideBySide(textOf(expected), textOf(actual), width)}`;
    }),
  );
  return blocks.join('\n\n');
}
