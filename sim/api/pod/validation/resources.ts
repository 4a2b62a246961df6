import { ownAt } from '../../../kernel/index.ts';
import * as fieldErrors from '../../field-errors.ts';
import { NOT_NEGATIVE, qualifiedNameErrors } from '../../names.ts';
import { compareQuantities, quantityOf } from '../../quantity.ts';
import type { FieldError } from '../../status.ts';
import type { ResourceRequirements } from '../../types.generated.ts';
import { allInvalid } from './scalars.ts';

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];
const NANOS = 1_000_000_000n;

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');

/** Whether more may be promised than there is: not for huge pages and devices. */
const isOvercommitAllowed = (name: string): boolean =>
  (!name.includes('/') || name.startsWith('kubernetes.io/')) && !isHugePages(name);

function validateName(name: string, field: string): FieldError[] {
  const errors = allInvalid(field, name, qualifiedNameErrors(name));
  if (!name.includes('/') && !STANDARD.includes(name) && !isHugePages(name)) {
    const texts = [
      'must be a standard resource type or fully qualified',
      'must be a standard resource for containers',
    ];
    // A resource that is standard elsewhere (pods, storage) is wrong for containers only.
    const isElsewhere = ['pods', 'storage', 'services', 'secrets', 'configmaps'].includes(name);
    errors.push(...allInvalid(field, name, isElsewhere ? texts.slice(1) : texts));
  }
  return errors;
}

function validateQuantity(name: string, quantity: string, field: string): FieldError[] {
  if (compareQuantities(quantity, '0') < 0) {
    return [fieldErrors.invalid(field, quantity, NOT_NEGATIVE)];
  }
  const isWhole = quantityOf(quantity).nanos % NANOS === 0n;
  if (name.includes('/') && !isWhole) {
    return [fieldErrors.invalid(field, quantity, 'must be an integer')];
  }
  return [];
}

/** Models validateContainerResourceRequirements. */
export function validateResources(
  { limits = {}, requests = {} }: ResourceRequirements,
  field: string,
): FieldError[] {
  const each = (name: string, quantity: string, at: string): FieldError[] => [
    ...validateName(name, `${at}[${name}]`),
    ...validateQuantity(name, quantity, `${at}[${name}]`),
  ];
  const errors = Object.entries(limits).flatMap(([name, quantity]) =>
    each(name, quantity, `${field}.limits`),
  );
  for (const [name, quantity] of Object.entries(requests)) {
    errors.push(...each(name, quantity, `${field}.requests`));
    const limit = ownAt(limits, name);
    if (limit === undefined) {
      if (isOvercommitAllowed(name)) continue;
      const detail = 'Limit must be set for non overcommitable resources';
      errors.push(fieldErrors.required(`${field}.limits`, detail));
      continue;
    }
    const order = compareQuantities(quantity, limit);
    if (order !== 0 && !isOvercommitAllowed(name)) {
      const detail = `must be equal to ${name} limit of ${limit}`;
      errors.push(fieldErrors.invalid(`${field}.requests`, quantity, detail));
    } else if (order > 0) {
      const detail = `must be less than or equal to ${name} limit of ${limit}`;
      errors.push(fieldErrors.invalid(`${field}.requests`, quantity, detail));
    }
  }
  return errors;
}
