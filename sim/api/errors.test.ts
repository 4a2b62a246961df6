import { describe, expect, it } from 'vitest';
import { badRequest, conflict, forbidden, invalid, notFound } from './errors.ts';
import * as fieldErrors from './field-errors.ts';
import { configMaps, pods, statefulSets } from './kinds.ts';

describe('status errors', () => {
  it('name resources with their group', () => {
    expect(notFound(pods, 'q')).toMatchObject({
      message: 'pods "q" not found',
      reason: 'NotFound',
      code: 404,
      details: { name: 'q', kind: 'pods' },
    });
    expect(notFound(statefulSets, 'q').message).toBe('statefulsets.apps "q" not found');
    expect(conflict(statefulSets, 'q').message).toBe(
      'Operation cannot be fulfilled on statefulsets.apps "q": the object has been ' +
        'modified; please apply your changes to the latest version and try again',
    );
    expect(forbidden(pods, 'q', 'no').message).toBe('pods "q" is forbidden: no');
    expect(badRequest('x').details).toBeUndefined();
  });

  it('list the causes of an invalid object', () => {
    const errors = [
      fieldErrors.required('spec.selector'),
      fieldErrors.invalid('spec.replicas', -1, 'must be greater than or equal to 0'),
    ];
    const status = invalid(statefulSets, 'q', errors);
    expect(status.message).toBe(
      'StatefulSet.apps "q" is invalid: [spec.selector: Required value, spec.replicas: ' +
        'Invalid value: -1: must be greater than or equal to 0]',
    );
    expect(status.details).toEqual({
      name: 'q',
      group: 'apps',
      kind: 'StatefulSet',
      causes: [
        { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.selector' },
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: -1: must be greater than or equal to 0',
          field: 'spec.replicas',
        },
      ],
    });
    expect(invalid(configMaps, 'q', [fieldErrors.required('a')]).message).toBe(
      'ConfigMap "q" is invalid: a: Required value',
    );
  });

  it.each([
    [fieldErrors.invalid('f', { a: '<b>' }, 'no'), 'Invalid value: {"a":"\\u003cb\\u003e"}: no'],
    [fieldErrors.invalid('f', 'a"b\n', 'no'), 'Invalid value: "a\\"b\\n": no'],
    [fieldErrors.invalid('f', null, 'no'), 'Invalid value: null: no'],
    [
      fieldErrors.unsupported('f', 'x', ['A', 'B']),
      'Unsupported value: "x": supported values: "A", "B"',
    ],
    [fieldErrors.notFound('f', 'v'), 'Not found: "v"'],
    [fieldErrors.duplicate('f', 'v'), 'Duplicate value: "v"'],
    [fieldErrors.tooLong('f', 63), 'Too long: may not be more than 63 bytes'],
    [fieldErrors.tooMany('f', 3, 1), 'Too many: 3: must have at most 1 item'],
    [fieldErrors.forbidden('f', 'no'), 'Forbidden: no'],
  ])('show values as Go does', (error, text) => expect(fieldErrors.bodyOf(error)).toBe(text));
});
