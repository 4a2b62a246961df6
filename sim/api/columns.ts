import type { Clock } from '../kernel/index.ts';
import { humanDuration } from './duration.ts';
import type { Column } from './kind.ts';
import type { KubeObject } from './object.ts';

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
