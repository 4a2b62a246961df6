import type { Unit } from './types.ts';

export function createUnit(
  source: string,
  name: string,
  firstLine: number,
  errorName = name,
): Unit {
  const lineStarts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) {
    lineStarts.push(at + 1);
  }
  return { source, name, errorName, firstLine, lineStarts };
}
