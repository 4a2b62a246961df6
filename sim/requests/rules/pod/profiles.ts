import {
  type AppArmorProfile,
  type FieldError,
  fieldErrors,
  goForm,
  type JsonObject,
  type SeccompProfile,
  validateChoice,
  validateDescendingPath,
} from '../../../api/index.ts';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

const typeErrors = (type: string | undefined, needed: string, at: string): FieldError[] =>
  type ? validateChoice(type, TYPES, at) : [fieldErrors.required(at, needed)];

/** Models validateSeccompProfileField. */
export function seccompErrors(profile: SeccompProfile | undefined, at: string): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile: path } = profile;
  const needed = 'type is required when seccompProfile is set';
  const errors = typeErrors(type, needed, `${at}.type`);
  const field = `${at}.localhostProfile`;
  if (type !== 'Localhost') {
    if (path === undefined) return errors;
    const shown = goForm('Profile', profile as unknown as JsonObject);
    const detail = 'can only be set when seccomp type is Localhost';
    return [...errors, fieldErrors.invalid(field, shown, detail)];
  }
  return path === undefined
    ? [...errors, fieldErrors.required(field, 'must be set when seccomp type is Localhost')]
    : [...errors, ...validateDescendingPath(path, field)];
}

/** Models ValidateAppArmorProfileField. */
export function appArmorErrors(profile: AppArmorProfile | undefined, at: string): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile: path } = profile;
  const field = `${at}.localhostProfile`;
  if (type !== 'Localhost') {
    const needed = 'type is required when appArmorProfile is set';
    const errors = typeErrors(type, needed, `${at}.type`);
    if (path === undefined || errors.length > 0) return errors;
    const detail = 'can only be set when AppArmor type is Localhost';
    return [fieldErrors.invalid(field, path, detail)];
  }
  if (path === undefined || path === '') {
    return [fieldErrors.required(field, 'must be set when AppArmor type is Localhost')];
  }
  return path === path.trim()
    ? []
    : [fieldErrors.invalid(field, path, 'must not be padded with whitespace')];
}
