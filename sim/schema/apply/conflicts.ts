import { isEqual, type Json, type JsonObject } from '../../api/index.ts';
import type { FieldType } from '../schema.ts';
import { isObject, keyText, PATCH, RETAIN_KEYS } from './directives.ts';
import { itemsOf, type Shape, shapeOf } from './shape.ts';

function haveListConflicts(left: readonly Json[], right: readonly Json[], shape: Shape): boolean {
  const items = itemsOf(shape.type);
  if (shape.isMerged) {
    if (shape.mergeKey === '') return false;
    const keyOf = (item: Json): string =>
      isObject(item) ? keyText(item[shape.mergeKey] as Json) : '';
    return left.some((item) => {
      const other = right.find((one) => keyOf(one) === keyOf(item));
      return other !== undefined && haveValueConflicts(item, other, shapeOfItem(items));
    });
  }
  return (
    left.length !== right.length ||
    left.some((item, i) => haveValueConflicts(item, right[i] as Json, shapeOfItem(items)))
  );
}

const shapeOfItem = (type: FieldType): Shape => ({
  type,
  isMerged: false,
  mergeKey: '',
  isRetainKeys: false,
  isReplaced: false,
});

function haveValueConflicts(left: Json, right: Json, shape: Shape): boolean {
  if (Array.isArray(left)) return !Array.isArray(right) || haveListConflicts(left, right, shape);
  if (!isObject(left)) return !isEqual(left, right);
  if (!isObject(right) || left[PATCH] !== right[PATCH]) return true;
  return !shape.isReplaced && haveConflicts(left, right, shape.type);
}

/**
 * Whether two strategic merge patches of a type want different things of a field. Models
 * MergingMapsHaveConflicts of apimachinery/pkg/util/strategicpatch.
 */
export const haveConflicts = (left: JsonObject, right: JsonObject, type: FieldType): boolean =>
  Object.keys(left).some((key) => {
    if (key === PATCH || key === RETAIN_KEYS || right[key] === undefined) return false;
    return haveValueConflicts(left[key] as Json, right[key] as Json, shapeOf(type, key));
  });
