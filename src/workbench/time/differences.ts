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

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A map that came or went whole is its entries: only some of them may say something. */
function entriesOf(field: FieldDifference): readonly FieldDifference[] {
  const { path, before, after } = field;
  const map = before === undefined ? after : after === undefined ? before : undefined;
  if (!isMap(map)) return [field];
  const entries = Object.entries(map).map(([name, value]) => ({
    path: `${path}.${name}`,
    before: before === undefined ? undefined : value,
    after: after === undefined ? undefined : value,
  }));
  return entries.length === 0 ? [field] : entries;
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
        difference.fields.flatMap(entriesOf).filter((field) => isTelling(difference.kind, field)),
      );
      if (fields.length === 0 && difference.type === 'changed') return [];
      const place = difference.namespace === '' ? '' : ` (${difference.namespace})`;
      const title = `${difference.kind} ${difference.name}${place}`;
      const shown = fields.slice(0, MOST_FIELDS);
      return [{ ...difference, title, shown, more: fields.length - shown.length }];
    });

/** Longer values are cut: they are there to be recognized, not to be read. */
const MOST_CHARACTERS = 160;
const MOST_LINES = 6;
/** As much stands before what differs in a long value, to know the place by. */
const CONTEXT_CHARACTERS = 24;

interface Addressed {
  readonly addresses: readonly string[];
  readonly conditions?: { readonly ready?: boolean };
}
const isAddressed = (value: unknown): value is Addressed =>
  typeof value === 'object' && value !== null && 'addresses' in value;
/** Endpoints are their addresses; one in brackets gets no traffic. */
const sayEndpoint = ({ addresses, conditions }: Addressed): string =>
  conditions?.ready === false ? `(${addresses.join(' ')})` : addresses.join(' ');

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.length > 0 && value.every(isAddressed)) {
    return value.map(sayEndpoint).join(', ');
  }
  return typeof value === 'string' ? value.trimEnd() : JSON.stringify(value);
}

const isShort = (text: string): boolean =>
  text.length <= MOST_CHARACTERS && text.split('\n').length <= MOST_LINES;

/** Where the shown part of two texts begins: at the line or shortly before what differs. */
function beginOf(before: string, after: string): number {
  let first = 0;
  while (first < before.length && before[first] === after[first]) first += 1;
  const line = before.lastIndexOf('\n', first - 1) + 1;
  return Math.max(line, first - CONTEXT_CHARACTERS, 0);
}

function part(text: string, from: number): string {
  const lines = text.slice(from).split('\n').slice(0, MOST_LINES);
  const shown = lines.join('\n').slice(0, MOST_CHARACTERS);
  return `${from > 0 ? '… ' : ''}${shown}${from + shown.length < text.length ? ' …' : ''}`;
}

/** The two values of a field in a few words; of long ones the place where they differ. */
export function sayValues(
  { before, after }: FieldDifference,
  nothing: string,
): readonly [string, string] {
  const texts = [before, after].map((value) => (value === undefined ? undefined : textOf(value)));
  const [old, young] = texts;
  const areShort = texts.every((text) => text === undefined || isShort(text));
  const from = areShort || old === undefined || young === undefined ? 0 : beginOf(old, young);
  return [
    old === undefined ? nothing : part(old, from),
    young === undefined ? nothing : part(young, from),
  ];
}
