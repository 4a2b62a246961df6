import type { Judgement } from '../../../test/conformance/compare.mjs';
import { PARTS, type PartName } from './report.ts';

/** For each recording, how many things of each part must be equal. It only grows. */
export type Required = Readonly<Record<string, Readonly<Partial<Record<PartName, number>>>>>;

/** `required` with what is equal in `judgement`, where that is more. */
export function raise(required: Required, judgement: Judgement): Required {
  const before = required[judgement.id] ?? {};
  const entries = PARTS.map((part) => [
    part,
    Math.max(before[part] ?? 0, judgement[part].equal),
  ]).filter(([, count]) => count !== 0);
  const after = { ...required, [judgement.id]: Object.fromEntries(entries) };
  return Object.fromEntries(Object.entries(after).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What falls short, a sentence each. */
export function shortfalls(required: Required, judgement: Judgement): string[] {
  return PARTS.flatMap((part) => {
    const wanted = required[judgement.id]?.[part] ?? 0;
    const { equal, total } = judgement[part];
    return equal >= wanted
      ? []
      : [`${part}: ${equal} of ${total} are equal, ${wanted} were before`];
  });
}
