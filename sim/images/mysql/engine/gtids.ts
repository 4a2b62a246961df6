/** Takes a GTID apart: `uuid:7` of MySQL, or `0-1-7` of MariaDB, which counts by domain. */
export function parseGtid(
  text: string,
): { readonly source: string; readonly number: number } | undefined {
  const oracle = /^([0-9a-f-]{36}):(\d+)$/i.exec(text);
  if (oracle !== null) return { source: oracle[1] ?? '', number: Number(oracle[2]) };
  const maria = /^(\d+-\d+)-(\d+)$/.exec(text);
  return maria === null ? undefined : { source: maria[1] ?? '', number: Number(maria[2]) };
}

/** Adds a transaction to a set; sets have no holes here. */
export function addGtid(set: Map<string, number>, text: string): void {
  const parsed = parseGtid(text);
  if (parsed === undefined) return;
  const { source, number } = parsed;
  // MariaDB counts a domain's transactions on, whoever writes them: only the last one is told.
  const [domain = ''] = source.split('-');
  if (source.length < 36) {
    for (const each of set.keys()) if (each.startsWith(`${domain}-`)) set.delete(each);
  }
  set.set(source, Math.max(number, set.get(source) ?? 0));
}

/** `uuid:1-7,uuid:1`, or `0-1-7`. */
export const gtidSetText = (set: ReadonlyMap<string, number>): string =>
  [...set]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, last]) => {
      if (source.length < 36) return `${source}-${last}`;
      return `${source}:1${last > 1 ? `-${last}` : ''}`;
    })
    .join(',');

/** Reads what `gtidSetText` writes. */
export function parseGtidSet(text: string): Map<string, number> {
  const set = new Map<string, number>();
  for (const part of text.split(',')) {
    const oracle = /^\s*([0-9a-f-]{36}):(?:\d+-)?(\d+)/i.exec(part);
    if (oracle !== null) set.set(oracle[1] ?? '', Number(oracle[2]));
    else {
      const maria = parseGtid(part.trim());
      if (maria !== undefined) set.set(maria.source, maria.number);
    }
  }
  return set;
}

const numberIn = (set: ReadonlyMap<string, number>, source: string): number => {
  if (source.length === 36) return set.get(source) ?? 0;
  const [domain = ''] = source.split('-');
  return Math.max(0, ...[...set].filter(([s]) => s.startsWith(`${domain}-`)).map(([, n]) => n));
};

/** Whether a transaction is in a set. */
export function hasGtid(set: ReadonlyMap<string, number>, text: string): boolean {
  const parsed = parseGtid(text);
  return parsed !== undefined && numberIn(set, parsed.source) >= parsed.number;
}

/** What of `set` is missing in `other`. */
export function missingGtids(
  set: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
): Map<string, number> {
  return new Map([...set].filter(([source, last]) => numberIn(other, source) < last));
}
