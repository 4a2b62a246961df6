import type { FileSystem } from '../../kernel/index.ts';
import type { View } from '../../sql/index.ts';
import { DICTIONARIES } from './data.ts';
import type { Source, User } from './engine/model.ts';

/** What the data dictionary holds, behind the version. */
export interface Dictionary {
  readonly users: readonly User[];
  readonly schemas: readonly {
    readonly name: string;
    readonly options: Readonly<Record<string, string>>;
    readonly views: readonly View[];
  }[];
  readonly source: Source | undefined;
  readonly isReplicaRunning: boolean;
  /** The last number of each source whose transactions are here. */
  readonly gtids: Readonly<Record<string, number>>;
}

/** The dictionary's file: the version on its first line, the rest behind it. */
export const dictionaryText = (version: string, dictionary: Dictionary): string =>
  `${version}\n${JSON.stringify(dictionary, withIntegers)}\n`;

export function readDictionary(
  files: FileSystem,
  kind: keyof typeof DICTIONARIES,
): Dictionary | undefined {
  const content = files.read(DICTIONARIES[kind]);
  if (!content.ok) return undefined;
  const text = content.value.slice(content.value.indexOf('\n') + 1);
  return text.trim() === '' ? undefined : (JSON.parse(text, toIntegers) as Dictionary);
}

const KEY = '$integer';
const withIntegers = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? { [KEY]: value.toString() } : value;
const toIntegers = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && KEY in value
    ? BigInt(String((value as Record<string, unknown>)[KEY]))
    : value;
