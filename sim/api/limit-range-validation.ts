import { ownAt } from '../kernel/index.ts';
import * as fieldErrors from './field-errors.ts';
import { qualifiedNameErrors } from './names.ts';
import { allInvalid } from './pod/validation/scalars.ts';
import { compareQuantities, milliValue } from './quantity.ts';
import type { FieldError } from './status.ts';
import type { LimitRange, LimitRangeItem } from './types.generated.ts';

type Amounts = 'min' | 'max' | 'default' | 'defaultRequest';

/** Two amounts of which the first may not exceed the second, and how they are called. */
interface Order {
  readonly low: Amounts;
  readonly high: Amounts;
  readonly lowName: string;
  readonly highName: string;
  /** Whose field is wrong, and whose value is shown. */
  readonly at: Amounts;
  readonly shown: Amounts;
}

const order = (
  low: Amounts,
  lowName: string,
  high: Amounts,
  highName: string,
  at: Amounts,
  shown: Amounts,
): Order => ({ low, lowName, high, highName, at, shown });

const ORDERS: readonly Order[] = [
  order('min', 'min', 'max', 'max', 'min', 'min'),
  order('min', 'min', 'defaultRequest', 'default request', 'defaultRequest', 'defaultRequest'),
  order('defaultRequest', 'default request', 'max', 'max', 'defaultRequest', 'defaultRequest'),
  order(
    'defaultRequest',
    'default request',
    'default',
    'default limit',
    'defaultRequest',
    'defaultRequest',
  ),
  order('min', 'min', 'default', 'default', 'default', 'min'),
  order('default', 'default', 'max', 'max', 'default', 'max'),
];

function validateRatio(item: LimitRangeItem, name: string, field: string): FieldError[] {
  const ratio = ownAt(item.maxLimitRequestRatio, name);
  if (ratio === undefined) return [];
  const at = `${field}.maxLimitRequestRatio[${name}]`;
  if (compareQuantities(ratio, '1') < 0) {
    return [fieldErrors.invalid(at, ratio, `ratio ${ratio} is less than 1`)];
  }
  const [min, max] = [ownAt(item.min, name), ownAt(item.max, name)];
  if (min === undefined || max === undefined) return [];
  const limit = milliValue(max) / milliValue(min);
  if (milliValue(ratio) / 1000 <= limit) return [];
  const detail = `ratio ${ratio} is greater than max/min = ${limit.toFixed(6)}`;
  return [fieldErrors.invalid(at, ratio, detail)];
}

function validateAmounts(item: LimitRangeItem, name: string, field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const { low, lowName, high, highName, at, shown } of ORDERS) {
    const [small, large] = [ownAt(item[low], name), ownAt(item[high], name)];
    if (small === undefined || large === undefined) continue;
    if (compareQuantities(small, large) <= 0) continue;
    const detail = `${lowName} value ${small} is greater than ${highName} value ${large}`;
    errors.push(
      fieldErrors.invalid(`${field}.${at}[${name}]`, ownAt(item[shown], name) ?? '', detail),
    );
  }
  return [...errors, ...validateRatio(item, name, field)];
}

function validateItem(item: LimitRangeItem, field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['default', 'defaultRequest'] as const) {
    if (item.type === 'Pod' && Object.keys(item[name] ?? {}).length > 0) {
      const detail = "may not be specified when `type` is 'Pod'";
      errors.push(fieldErrors.forbidden(`${field}.${name}`, detail));
    }
  }
  if (item.type === 'PersistentVolumeClaim' && !item.min?.storage && !item.max?.storage) {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(fieldErrors.required(`${field}.limits`, detail));
  }
  const { min, max, default: limits, defaultRequest, maxLimitRequestRatio } = item;
  const sets = [min, max, limits, defaultRequest, maxLimitRequestRatio];
  const names = new Set(sets.flatMap((set) => Object.keys(set ?? {})));
  return [...errors, ...[...names].sort().flatMap((name) => validateAmounts(item, name, field))];
}

const TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];

/** Models ValidateLimitRange. */
export function validateLimitRange({ spec }: LimitRange): FieldError[] {
  const seen = new Set<string>();
  return (spec?.limits ?? []).flatMap((item, i) => {
    const field = `spec.limits[${i}]`;
    const isAgain = seen.has(item.type);
    seen.add(item.type);
    const details = qualifiedNameErrors(item.type ?? '');
    if (details.length === 0 && !item.type.includes('/') && !TYPES.includes(item.type)) {
      details.push('must be a standard limit type or fully qualified');
    }
    const unknown = allInvalid(`${field}.type`, item.type ?? '', details);
    const again = isAgain ? [fieldErrors.duplicate(`${field}.type`, item.type)] : [];
    return [...unknown, ...again, ...validateItem(item, field)];
  });
}
