import {
  type LimitRange,
  limitRanges,
  type Namespace,
  type ResourceQuota,
  resourceQuotas,
} from '../../api/index.ts';
import { writeHead } from './common.ts';
import type { Describer } from './describer.ts';
import type { Writer } from './writer.ts';

function writeQuotas(writer: Writer, quotas: readonly ResourceQuota[]): void {
  if (quotas.length === 0) {
    writer.write(0, '\nNo resource quota.\n');
    return;
  }
  writer.write(0, '\nResource Quotas\n');
  for (const { metadata, status } of quotas) {
    writer.line(1, 'Name:', metadata.name);
    writer.line(1, 'Resource', 'Used', 'Hard');
    writer.line(1, '--------', '---', '---');
    for (const name of Object.keys(status.hard ?? {}).sort()) {
      writer.line(1, name, status.used?.[name] ?? '0', status.hard?.[name] ?? '');
    }
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
  for (const { spec } of ranges) {
    for (const item of spec?.limits ?? []) {
      const sets = [
        item.min,
        item.max,
        item.defaultRequest,
        item.default,
        item.maxLimitRequestRatio,
      ];
      const names = new Set(sets.flatMap((set) => Object.keys(set ?? {})));
      for (const name of [...names].sort()) {
        writer.write(
          0,
          ` ${[item.type, name, ...sets.map((set) => set?.[name] ?? '-')].join('\t')}\n`,
        );
      }
    }
  }
}

/** Models kubectl's describer of Namespaces. */
export function describeNamespace(describer: Describer, namespace: Namespace): void {
  const { writer } = describer;
  const { name } = namespace.metadata;
  writeHead(writer, namespace, false);
  writer.line(0, 'Status:', namespace.status?.phase ?? '');
  writeQuotas(writer, describer.list<ResourceQuota>(resourceQuotas, name));
  writeLimits(writer, describer.list<LimitRange>(limitRanges, name));
}
