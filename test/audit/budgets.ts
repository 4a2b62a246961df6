import type { PromptTimes } from '../bench/page.bench.ts';

/** The part of a Lighthouse report that the budgets are about. */
export interface Report {
  readonly runtimeError?: { readonly message: string };
  readonly categories: Readonly<Record<string, Category>>;
  readonly audits: Readonly<Record<string, Audit>>;
}

interface Category {
  readonly title: string;
  readonly score: number | null;
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
}

interface Audit {
  readonly title: string;
  readonly score: number | null;
  readonly scoreDisplayMode: string;
  readonly numericValue?: number;
  readonly details?: { readonly items?: readonly Readonly<Record<string, unknown>>[] };
}

/** A budget and what a page makes of it. */
export interface Result {
  readonly name: string;
  readonly value: string;
  readonly goal: string;
  readonly isKept: boolean;
}

/** Scores, from 0 to 1, that a page must reach. */
const SCORES: Readonly<Record<string, number>> = {
  performance: 0.9,
  accessibility: 1,
  'best-practices': 1,
  seo: 1,
};

/** Milliseconds; the time to the prompt is what DESIGN's budgets give it. */
const TIMES: readonly (readonly [audit: string, most: number])[] = [
  ['first-contentful-paint', 1000],
  ['largest-contentful-paint', 1500],
  ['total-blocking-time', 200],
];
const PROMPT_MOST_MS = 300;
const SHIFT_MOST = 0.05;
/**
 * Compressed bytes of all script that is fetched without a click: the page, the simulator and all
 * its parts, which come when there is nothing better to do. About 5 % above what they are.
 */
const SCRIPT_MOST_BYTES = 1_150_000;

const atMost = (name: string, value: number, most: number, unit: string): Result => ({
  name,
  value: `${unit === '' ? value.toFixed(3) : value.toFixed(0)}${unit && ` ${unit}`}`,
  goal: `at most ${most}${unit && ` ${unit}`}`,
  isKept: value <= most,
});

function scoreOf(report: Report, id: string, least: number): Result {
  const { title = id, score = 0, auditRefs = [] } = report.categories[id] ?? {};
  const failing = auditRefs
    .filter(({ weight }) => weight > 0)
    .map((reference) => report.audits[reference.id])
    .filter((audit) => audit?.score === 0)
    .map((audit) => audit?.title);
  const isKept = (score ?? 0) >= least;
  const goal = `at least ${least * 100}`;
  return {
    name: title,
    value: ((score ?? 0) * 100).toFixed(0),
    goal: isKept || failing.length === 0 ? goal : `${goal}: ${failing.join('; ')}`,
    isKept,
  };
}

const itemsOf = (report: Report, audit: string) => report.audits[audit]?.details?.items ?? [];

/** Whether the page has a terminal, and so a time to its prompt. */
export const hasPrompt = (report: Report): boolean =>
  itemsOf(report, 'user-timings').some(({ name }) => name === 'terminal-ready');

/** Judges the time from navigation to the prompt; the others say what it is made of. */
export const promptBudgets = ({ emptyMs, promptMs, bootedMs }: PromptTimes): Result[] => [
  {
    name: 'First paint of an empty page',
    value: `${emptyMs.toFixed(0)} ms`,
    goal: '',
    isKept: true,
  },
  atMost('Navigation to prompt', promptMs, PROMPT_MOST_MS, 'ms'),
  { name: 'Navigation to cluster', value: `${bootedMs.toFixed(0)} ms`, goal: '', isKept: true },
];

/** Judges a report by the budgets. */
export function budgetsOf(report: Report): Result[] {
  if (report.runtimeError !== undefined) throw new Error(report.runtimeError.message);
  const scripts = itemsOf(report, 'network-requests').filter(
    ({ resourceType }) => resourceType === 'Script',
  );
  const bytes = scripts.reduce((sum, { transferSize }) => sum + Number(transferSize), 0);
  const shift = report.audits['cumulative-layout-shift']?.numericValue ?? 0;
  return [
    ...Object.entries(SCORES).map(([id, least]) => scoreOf(report, id, least)),
    ...TIMES.map(([id, most]) => {
      const { title = id, numericValue = 0 } = report.audits[id] ?? {};
      return atMost(title, numericValue, most, 'ms');
    }),
    atMost('Cumulative Layout Shift', shift, SHIFT_MOST, ''),
    atMost('Script, compressed', bytes / 1000, SCRIPT_MOST_BYTES / 1000, 'kB'),
  ];
}
