import {
  type LimitRange,
  limitRanges,
  type Namespace,
  type ResourceQuota,
  resourceQuotas,
} from '../../api/index.ts';
import { longTime, writeHead } from './common.ts';
import type { Describer } from './describer.ts';
import { writeLimitRows, writeScopes, writeUsage } from './limits.ts';
import type { Writer } from './writer.ts';

function writeQuotas(writer: Writer, quotas: readonly ResourceQuota[]): void {
  if (quotas.length === 0) {
    writer.write(0, '\nNo resource quota.\n');
    return;
  }
  writer.write(0, '\nResource Quotas\n');
  for (const quota of quotas) {
    writer.line(1, 'Name:', quota.metadata.name);
    writeScopes(writer, 1, quota, '* ');
    writer.line(1, 'Resource', 'Used', 'Hard');
    writer.line(1, '--------', '---', '---');
    writeUsage(writer, 1, quota);
  }
}

function writeLimits(writer: Writer, ranges: readonly LimitRange[]): void {
  if (ranges.length === 0) {
    writer.write(0, '\nNo LimitRange resource.\n');
    return;
  }
  writer.write(
    0,
    '\nResource Limits\n Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax ' +
      'Limit/Request Ratio\n',
  );
  writer.write(
    0,
    ' ----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n',
  );
  for (const range of ranges) writeLimitRows(writer, range, ' ');
}

function writeConditions(writer: Writer, { status }: Namespace): void {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return;
  writer.line(0, 'Conditions:');
  writer.line(1, 'Type', 'Status', 'LastTransitionTime', 'Reason', 'Message');
  writer.line(1, '----', '------', '------------------', '------', '-------');
  for (const { type, status: value, lastTransitionTime, reason = '', message = '' } of conditions) {
    writer.line(1, type, value, longTime(lastTransitionTime), reason, message);
  }
}

/** Models kubectl's describer of Namespaces. */
export function describeNamespace(describer: Describer, namespace: Namespace): void {
  const { writer } = describer;
  const { name } = namespace.metadata;
  writeHead(writer, namespace, false);
  writer.line(0, 'Status:', namespace.status?.phase ?? '');
  writeConditions(writer, namespace);
  writeQuotas(writer, describer.list<ResourceQuota>(resourceQuotas, name));
  writeLimits(writer, describer.list<LimitRange>(limitRanges, name));
}
