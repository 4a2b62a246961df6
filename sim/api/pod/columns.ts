import { memoize } from '../../kernel/index.ts';
import { AGE_COLUMN, ageSince, column, NAME_COLUMN, orNone, wideColumn } from '../columns.ts';
import type { Column } from '../kind.ts';
import type { Pod } from '../types.generated.ts';
import { getPodCondition } from './conditions.ts';
import { summarizePod } from './status-text.ts';

const readinessGates = (pod: Pod): string => {
  const gates = pod.spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const open = gates.filter((gate) => getPodCondition(pod, gate.conditionType)?.status === 'True');
  return `${open.length}/${gates.length}`;
};

/** Three columns ask for it, and every list that is printed again. */
const summaryOf = memoize(summarizePod);

export const POD_COLUMNS: readonly Column<Pod>[] = [
  NAME_COLUMN,
  column('Ready', (pod) => {
    const { ready, total } = summaryOf(pod);
    return `${ready}/${total}`;
  }),
  column('Status', (pod) => summaryOf(pod).status),
  column('Restarts', (pod, clock) => {
    const { restarts, lastRestart } = summaryOf(pod);
    if (restarts === 0 || lastRestart === '') return String(restarts);
    return `${restarts} (${ageSince(lastRestart, clock)} ago)`;
  }),
  AGE_COLUMN,
  wideColumn('IP', (pod) => orNone(pod.status.podIPs?.[0]?.ip)),
  wideColumn('Node', (pod) => orNone(pod.spec.nodeName)),
  wideColumn('Nominated Node', (pod) => orNone(pod.status.nominatedNodeName)),
  wideColumn('Readiness Gates', readinessGates),
];
