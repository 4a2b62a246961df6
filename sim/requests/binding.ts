import {
  badRequest,
  type FieldError,
  failure,
  fieldErrors,
  invalid,
  type JsonObject,
  type Result,
  type Status,
} from '../api/index.ts';

interface WireBinding {
  metadata?: { name?: string };
  target?: { kind?: string; name?: string };
}

const KIND = { group: '', kind: 'Binding' } as Parameters<typeof invalid>[0];

/** What a Binding says: which pod goes where. */
export interface Bound {
  readonly pod: string;
  readonly node: string;
}

/** Reads a Binding for `pod` ('' when only the Binding says it). Models ValidatePodBinding. */
export function bindingOf(pod: string, body: JsonObject): Result<Bound> {
  const { metadata = {}, target = {} } = body as WireBinding;
  const { name = '' } = metadata;
  if (pod !== '' && name !== pod) {
    return failure(badRequest('name in URL does not match name in Binding object'));
  }
  const errors: FieldError[] = [];
  if (!['', 'Node'].includes(target.kind ?? '')) {
    const supported = ['Node', '<empty>'];
    errors.push(fieldErrors.unsupported('target.kind', target.kind ?? '', supported));
  }
  if ((target.name ?? '') === '') errors.push(fieldErrors.required('target.name', ''));
  if (errors.length > 0) return failure(invalid(KIND, name, errors));
  return { ok: true, value: { pod: name, node: target.name ?? '' }, warnings: [] };
}

/** The answer to a request that made or changed nothing that could be shown. */
export const DONE: Status = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  message: '',
  reason: '',
  code: 201,
};
