import * as fieldErrors from '../field-errors.ts';
import { goForm } from '../go-form.ts';
import { validateLabelSelector } from '../label-selector.ts';
import { dns1123SubdomainErrors } from '../names.ts';
import { draftOf, isEqual, type JsonObject } from '../object.ts';
import { allInvalid, validateChoice } from '../pod/validation/scalars.ts';
import { compareQuantities } from '../quantity.ts';
import type { FieldError } from '../status.ts';
import { unifiedDiff } from '../text-diff.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../types.generated.ts';
import { ACCESS_MODES } from '../volume-text.ts';

const VOLUME_MODES = ['Block', 'Filesystem'];
const IMMUTABLE_TEXT = [
  'spec is immutable after creation except resources.requests',
  'and volumeAttributesClassName for bound claims',
].join(' ');

/** The ways in which a volume may be mounted. */
export function validateAccessModes(given: readonly string[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const mode of given) {
    if (!ACCESS_MODES.includes(mode))
      errors.push(fieldErrors.unsupported(field, mode, ACCESS_MODES));
  }
  if (given.length > 1 && given.includes('ReadWriteOncePod')) {
    const detail = 'may not use ReadWriteOncePod with other access modes';
    errors.push(fieldErrors.forbidden(field, detail));
  }
  return errors;
}

/** What a claim is to be filled from. Models validateDataSource. */
function validateDataSource(
  source: { apiGroup?: string; kind?: string; name?: string } | undefined,
  field: string,
): FieldError[] {
  if (source === undefined) return [];
  const { apiGroup = '', kind } = source;
  const errors: FieldError[] = [];
  if (!source.name) errors.push(fieldErrors.required(`${field}.name`));
  if (!kind) errors.push(fieldErrors.required(`${field}.kind`));
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') {
    const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
    errors.push(fieldErrors.invalid(field, kind ?? '', detail));
  }
  const wrong = apiGroup === '' ? [] : dns1123SubdomainErrors(apiGroup);
  return [...errors, ...allInvalid(`${field}.apiGroup`, apiGroup, wrong)];
}

/** Models ValidatePersistentVolumeClaimSpec. */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, field: string): FieldError[] {
  const storage = spec.resources?.requests?.storage;
  const at = `${field}.resources[storage]`;
  const { accessModes = [] } = spec;
  const modes = `${field}.accessModes`;
  const none = 'at least 1 access mode is required';
  const errors = [
    ...(accessModes.length === 0 ? [fieldErrors.required(modes, none)] : []),
    ...validateLabelSelector(spec.selector, `${field}.selector`),
    ...validateAccessModes(accessModes, modes),
  ];
  if (storage === undefined) errors.push(fieldErrors.required(at));
  else if (compareQuantities(storage, '0') <= 0) {
    errors.push(fieldErrors.invalid(at, storage, 'must be greater than zero'));
  }
  const className = spec.storageClassName ?? '';
  if (className !== '') {
    const details = dns1123SubdomainErrors(className);
    errors.push(...allInvalid(`${field}.storageClassName`, className, details));
  }
  return [
    ...errors,
    ...validateChoice(spec.volumeMode, VOLUME_MODES, `${field}.volumeMode`),
    ...(['dataSource', 'dataSourceRef'] as const).flatMap((name) =>
      validateDataSource(spec[name], `${field}.${name}`),
    ),
  ];
}

const shown = (spec: PersistentVolumeClaimSpec): string =>
  JSON.stringify(goForm('PersistentVolumeClaimSpec', spec as unknown as JsonObject), null, 1);

const sizeOf = (spec: PersistentVolumeClaimSpec): string =>
  spec.resources?.requests?.storage ?? '0';

/** The new and the old spec, without what may change. */
function comparable(
  claim: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
): [PersistentVolumeClaimSpec, PersistentVolumeClaimSpec] {
  const [now, before] = [draftOf(claim.spec), draftOf(old.spec)];
  if (!before.volumeName && now.volumeName) before.volumeName = now.volumeName;
  // A class may be given to a claim that was made before there was a default one.
  if (before.storageClassName === undefined && now.storageClassName !== undefined) {
    delete now.storageClassName;
  }
  const storage = old.spec.resources?.requests?.storage;
  if (claim.status.phase === 'Bound' && now.resources?.requests && storage !== undefined) {
    now.resources.requests.storage = storage;
  }
  delete now.volumeAttributesClassName;
  delete before.volumeAttributesClassName;
  return [now, before];
}

/** Models ValidatePersistentVolumeClaimUpdate. */
export function validateClaimUpdate(
  claim: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
): FieldError[] {
  const errors = validateClaimSpec(claim.spec, 'spec');
  const [now, before] = comparable(claim, old);
  if (!isEqual(now, before)) {
    const diff = unifiedDiff(shown(before), shown(now));
    errors.push(fieldErrors.forbidden('spec', `${IMMUTABLE_TEXT}\n${diff}`));
  }
  const size = sizeOf(claim.spec);
  const capacity = old.status.capacity?.storage ?? '0';
  const isShrunk = compareQuantities(size, sizeOf(old.spec)) < 0;
  if (isShrunk && compareQuantities(size, capacity) <= 0) {
    const detail = 'field can not be less than status.capacity';
    errors.push(fieldErrors.forbidden('spec.resources.requests.storage', detail));
  }
  return errors;
}
