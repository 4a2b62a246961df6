import type { Job, Pod } from '../../api/index.ts';

/** The label and annotation of a pod of an Indexed Job. */
export const INDEX = 'batch.kubernetes.io/job-completion-index';

export const isIndexed = ({ spec }: Job): boolean => spec.completionMode === 'Indexed';

/** The index of a pod, or undefined when it has none in the Job's range. */
export function indexOf(job: Job, pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[INDEX];
  const index = text === undefined ? Number.NaN : Number(text);
  return index >= 0 && index < (job.spec.completions ?? 0) ? index : undefined;
}

/** `0,2-4` as numbers. */
export function parseIndexes(text: string | undefined): Set<number> {
  const indexes = new Set<number>();
  for (const part of (text ?? '').split(',').filter((one) => one !== '')) {
    const [from = '', to = from] = part.split('-');
    for (let index = Number(from); index <= Number(to); index++) indexes.add(index);
  }
  return indexes;
}

/** Numbers as `0,1,3-5`: three or more in a row are a range. Models orderedIntervals.String. */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const index of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : `${from}${to - from > 1 ? '-' : ','}${to}`))
    .join(',');
}

/** The lowest indexes that nothing runs for. Models firstPendingIndexes. */
export function pendingIndexes(
  job: Job,
  active: readonly Pod[],
  isSettled: (index: number) => boolean,
  count: number,
): number[] {
  const taken = new Set(active.map((pod) => indexOf(job, pod)));
  const pending: number[] = [];
  for (let index = 0; index < (job.spec.completions ?? 0) && pending.length < count; index++) {
    if (!taken.has(index) && !isSettled(index)) pending.push(index);
  }
  return pending;
}
