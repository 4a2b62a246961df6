import type { FieldDifference, ObjectDifference } from '../../session/engine.ts';

/** Fields of one object that are listed; the others are counted. */
const MOST_FIELDS = 12;
/** They follow from the rest, or are another number each time, and would hide it. */
const FOLLOWING = new RegExp(
  '^(metadata\\.(generation|creationTimestamp)|status\\.(observedGeneration|startTime))$' +
    '|last-applied-configuration$|last-change-trigger-time$|TransitionTime$|UpdateTime$' +
    '|^status\\.(hostIPs?|podIPs)\\b|(containerID|imageID|startedAt|finishedAt)$' +
    '|^status\\.containerStatuses\\[[^\\]]+\\]\\.image$',
);
/** The volume of a token has another name in each pod. */
const TOKEN_VOLUME = /^kube-api-access-/;
/** Of a node the rest are signs of life. */
const OF_NODE = /^spec\.|^metadata\.labels|^status\.conditions\[\w+\]\.status$/;
const ENDPOINT = /^endpoints\[\d+\]\./;
const ENDPOINT_ADDRESS = /^endpoints\[\d+\]\.addresses\[\d+\]$/;

function isTelling(kind: string, { path, after }: FieldDifference): boolean {
  if (kind === 'Node' && !OF_NODE.test(path)) return false;
  return !FOLLOWING.test(path) && !TOKEN_VOLUME.test(String(after));
}

/** Endpoints have no order: which addresses came and went is what differs. */
function withoutOrder(fields: readonly FieldDifference[]): readonly FieldDifference[] {
  const moved = fields.filter(({ path }) => ENDPOINT_ADDRESS.test(path));
  if (moved.length === 0) return fields;
  const [olds, news] = [moved.map(({ before }) => before), moved.map(({ after }) => after)];
  const before = olds.filter((address) => !news.includes(address)).join(', ');
  const after = news.filter((address) => !olds.includes(address)).join(', ');
  const rest = fields.filter(({ path }) => !ENDPOINT.test(path));
  return before === after ? rest : [{ path: 'endpoints', before, after }, ...rest];
}

/** They change all the time by themselves, or only tell of the others. */
const BESIDE: ReadonlySet<string> = new Set(['Lease', 'Event', 'Endpoints']);

/** What a learner works with comes first, what follows from it last. */
const FIRST = 'StatefulSet Deployment DaemonSet Job Pod PersistentVolumeClaim Node'.split(' ');
const LAST: ReadonlySet<string> = new Set(['EndpointSlice', 'ReplicaSet', 'ControllerRevision']);
const rankOf = (kind: string): number => {
  const first = FIRST.indexOf(kind);
  return first >= 0 ? first : FIRST.length + (LAST.has(kind) ? 1 : 0);
};

/** One object that differs, as the page lists it. */
export interface ShownDifference extends ObjectDifference {
  readonly title: string;
  readonly shown: readonly FieldDifference[];
  readonly more: number;
}

/** What a learner looks for among the differences. */
export const shownDifferences = (all: readonly ObjectDifference[]): readonly ShownDifference[] =>
  all
    .toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind))
    .flatMap((difference) => {
      if (BESIDE.has(difference.kind)) return [];
      const fields = withoutOrder(
        difference.fields.filter((field) => isTelling(difference.kind, field)),
      );
      if (fields.length === 0 && difference.type === 'changed') return [];
      const place = difference.namespace === '' ? '' : ` (${difference.namespace})`;
      const title = `${difference.kind} ${difference.name}${place}`;
      const shown = fields.slice(0, MOST_FIELDS);
      return [{ ...difference, title, shown, more: fields.length - shown.length }];
    });

/** A longer value is cut: it is there to be recognized, not to be read. */
const MOST_CHARACTERS = 160;

interface Addressed {
  readonly addresses: readonly string[];
  readonly conditions?: { readonly ready?: boolean };
}
const isAddressed = (value: unknown): value is Addressed =>
  typeof value === 'object' && value !== null && 'addresses' in value;
/** Endpoints are their addresses; one in brackets gets no traffic. */
const sayEndpoint = ({ addresses, conditions }: Addressed): string =>
  conditions?.ready === false ? `(${addresses.join(' ')})` : addresses.join(' ');

/** A value of a field in a few words. */
export function sayValue(value: unknown, nothing: string): string {
  if (value === undefined) return nothing;
  if (Array.isArray(value) && value.length > 0 && value.every(isAddressed)) {
    return value.map(sayEndpoint).join(', ');
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text;
}
