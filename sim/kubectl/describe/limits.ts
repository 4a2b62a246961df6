import type { LimitRange, ResourceQuota } from '../../api/index.ts';
import type { Describer } from './describer.ts';
import type { Writer } from './writer.ts';

/** The rows of a table of limits, each after `prefix`. Models describeLimitRangeSpec. */
export function writeLimitRows(writer: Writer, { spec }: LimitRange, prefix: string): void {
  for (const item of spec?.limits ?? []) {
    const sets = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio];
    const names = new Set(sets.flatMap((set) => Object.keys(set ?? {})));
    for (const name of [...names].sort()) {
      const cells = [item.type, name, ...sets.map((set) => set?.[name] ?? '-')];
      writer.write(0, `${prefix}${cells.join('\t')}\n`);
    }
  }
}

/** What kubectl says of a scope. */
const SCOPE_TEXTS: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

/** The scopes of a quota and what they mean, each after `mark`; or nothing. */
export function writeScopes(
  writer: Writer,
  level: number,
  { spec }: ResourceQuota,
  mark: string,
): void {
  const scopes = [...(spec?.scopes ?? [])].sort();
  if (scopes.length > 0) writer.line(level, 'Scopes:', scopes.join(', '));
  for (const scope of scopes) {
    const text = SCOPE_TEXTS[scope];
    if (text !== undefined) writer.line(level, `${mark}${text}`);
  }
}

/** What of each resource is used, and how much may be. */
export function writeUsage(writer: Writer, level: number, { status }: ResourceQuota): void {
  for (const name of Object.keys(status.hard ?? {}).sort()) {
    writer.line(level, name, status.used?.[name] ?? '0', status.hard?.[name] ?? '');
  }
}

/** Models kubectl's describer of LimitRanges. */
export function describeLimitRange({ writer }: Describer, range: LimitRange): void {
  writer.line(0, 'Name:', range.metadata.name);
  writer.line(0, 'Namespace:', range.metadata.namespace ?? '');
  const headers = ['Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit'];
  writer.line(0, ...headers, 'Max Limit/Request Ratio');
  writer.line(0, '----', '--------', '---', '---', '-'.repeat(15), '-'.repeat(13), '-'.repeat(23));
  writeLimitRows(writer, range, '');
}

/** Models kubectl's describer of ResourceQuotas. */
export function describeQuota({ writer }: Describer, quota: ResourceQuota): void {
  writer.line(0, 'Name:', quota.metadata.name);
  writer.line(0, 'Namespace:', quota.metadata.namespace ?? '');
  writeScopes(writer, 0, quota, ' * ');
  writer.line(0, 'Resource', 'Used', 'Hard');
  writer.line(0, '--------', '----', '----');
  writeUsage(writer, 0, quota);
}
