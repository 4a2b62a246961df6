import { definitionOf, type FieldType } from '../schema.ts';

/** How a strategic merge patch treats the value under a key. Models apimachinery PatchMeta. */
export interface Shape {
  readonly type: FieldType;
  readonly isMerged: boolean;
  /** '' for lists of scalars. */
  readonly mergeKey: string;
  readonly isRetainKeys: boolean;
  readonly isReplaced: boolean;
}

const plain = (type: FieldType): Shape => ({
  type,
  isMerged: false,
  mergeKey: '',
  isRetainKeys: false,
  isReplaced: false,
});

/**
 * The shape of the value under `key` of a structure or map. What the schema does not know is
 * free.
 */
export function shapeOf(type: FieldType, key: string): Shape {
  if (type.type === 'map') return plain(type.values);
  if (type.type !== 'ref') return plain({ type: 'free' });
  return definitionOf(type.name).fields.get(key) ?? plain({ type: 'free' });
}

/** The type of a list's items. */
export const itemsOf = (type: FieldType): FieldType =>
  type.type === 'list' ? type.items : { type: 'free' };
