import * as fieldErrors from './field-errors.ts';
import { eachOf } from './pod/validation/scalars.ts';
import type { FieldError } from './status.ts';
import type { HTTPIngressPath, Ingress } from './types.generated.ts';

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];

function pathErrors({ path = '', pathType }: HTTPIngressPath, at: string): FieldError[] {
  if (!pathType) return [fieldErrors.required(`${at}.pathType`, 'pathType must be specified')];
  if (!PATH_TYPES.includes(pathType)) {
    return [fieldErrors.unsupported(`${at}.pathType`, pathType, PATH_TYPES)];
  }
  const isFree = path === '' && pathType === 'ImplementationSpecific';
  if (isFree || path.startsWith('/')) return [];
  return [fieldErrors.invalid(`${at}.path`, path, 'must be an absolute path')];
}

/**
 * What is forgotten most often in an Ingress: rules, and the types of their paths. Models a part of
 * pkg/apis/networking/validation.
 */
export function validateIngress({ spec }: Ingress): FieldError[] {
  const { rules = [], defaultBackend } = spec ?? {};
  if (rules.length === 0 && defaultBackend === undefined) {
    const detail = 'either `defaultBackend` or `rules` must be specified';
    return [fieldErrors.invalid('spec', null, detail)];
  }
  return eachOf(rules, 'spec.rules', ({ http }, at) =>
    eachOf(http?.paths, `${at}.http.paths`, pathErrors),
  );
}
