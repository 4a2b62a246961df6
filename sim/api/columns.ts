import type { Clock } from '../kernel/index.ts';
import { humanDuration } from './duration.ts';
import type { Column } from './kind.ts';
import { formatSelector } from './labels.ts';
import type { KubeObject } from './object.ts';
import type { Container, LabelSelector } from './types.generated.ts';

/** Entries that a table cell lists before it counts the rest. */
const MAX_LISTED = 3;

type Cell<T extends KubeObject> = Column<T>['cell'];

/** A column that is always shown. */
export const column = <T extends KubeObject>(name: string, cell: Cell<T>): Column<T> => ({
  name,
  type: 'string',
  format: '',
  priority: 0,
  cell,
});

/** A column that `-o wide` adds. */
export const wideColumn = <T extends KubeObject>(name: string, cell: Cell<T>): Column<T> => ({
  ...column(name, cell),
  priority: 1,
});

/** A column of whole numbers. */
export const integerColumn = <T extends KubeObject>(
  name: string,
  cell: (object: T, clock: Clock) => number,
): Column<T> => ({ ...column(name, cell), type: 'integer' });

export const NAME_COLUMN: Column<KubeObject> = {
  ...column('Name', (object) => object.metadata.name),
  format: 'name',
};

/** The time since a timestamp, or `<unknown>` without one. */
export const ageSince = (time: string | undefined, clock: Clock): string =>
  time === undefined || time === ''
    ? '<unknown>'
    : humanDuration(clock.epochMs() - Date.parse(time));

export const AGE_COLUMN: Column<KubeObject> = column('Age', (object, clock) =>
  ageSince(object.metadata.creationTimestamp, clock),
);

/** `<none>` for no text: how most columns show that there is nothing. */
export const orNone = (text: string | undefined): string =>
  text === undefined || text === '' ? '<none>' : text;

/** `a=1,b=2` in order of keys, or `<none>`. Models labels.FormatLabels. */
export function formatLabels(labels: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.keys(labels ?? {}).sort();
  return orNone(pairs.map((key) => `${key}=${labels?.[key]}`).join(','));
}

/** The table of a kind without columns of its own. */
export const DEFAULT_COLUMNS: readonly Column<KubeObject>[] = [NAME_COLUMN, AGE_COLUMN];

/** Names and images of a pod template's containers, the wide columns of every workload. */
export const containerColumns = <T extends KubeObject>(
  containersOf: (object: T) => readonly Container[],
): readonly Column<T>[] => [
  wideColumn('Containers', (object) =>
    containersOf(object)
      .map((container) => container.name)
      .join(','),
  ),
  wideColumn('Images', (object) =>
    containersOf(object)
      .map((container) => container.image ?? '')
      .join(','),
  ),
];

/** A label selector in one line, or `<none>`. Models meta/v1 FormatLabelSelector. */
export const formatLabelSelector = (selector: LabelSelector | undefined): string =>
  orNone(selector === undefined ? undefined : formatSelector(selector));

/** At most three entries, then how many more there are. Models listWithMoreString. */
export function firstThree(entries: readonly string[]): string {
  const shown = entries.slice(0, MAX_LISTED).join(',');
  return entries.length > MAX_LISTED ? `${shown} + ${entries.length - MAX_LISTED} more...` : shown;
}
