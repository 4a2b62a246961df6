import { expect, test } from 'vitest';
import { fieldErrors } from '../../api/index.ts';
import { inOrder } from './order.ts';

const errorsAt = (fields: readonly string[]) => fields.map((field) => fieldErrors.required(field));

const merged = (early: readonly string[], late: readonly string[]) =>
  inOrder(errorsAt(early), errorsAt(late)).map(({ field }) => field);

test('errors of two validations stand as one would have found them', () => {
  expect(
    merged(['spec.tolerations[2].key', 'spec.tolerations[4].key'], ['spec.tolerations[3].key']),
  ).toEqual(['spec.tolerations[2].key', 'spec.tolerations[3].key', 'spec.tolerations[4].key']);
  expect(
    merged(
      [
        'metadata.name',
        'spec.containers[0].ports[1].name',
        'spec.containers[1].name',
        'spec.dnsPolicy',
      ],
      [
        'spec.volumes[0].name',
        'spec.containers[0].image',
        'spec.containers[0].lifecycle',
        'spec.os',
      ],
    ),
  ).toEqual([
    'metadata.name',
    'spec.volumes[0].name',
    'spec.containers[0].image',
    'spec.containers[0].ports[1].name',
    'spec.containers[0].lifecycle',
    'spec.containers[1].name',
    'spec.dnsPolicy',
    'spec.os',
  ]);
});

test('what is not known to come before anything comes last', () => {
  expect(merged(['metadata.name', 'spec.selector'], ['spec.template.spec.os'])).toEqual([
    'metadata.name',
    'spec.selector',
    'spec.template.spec.os',
  ]);
  expect(merged([], ['spec.a'])).toEqual(['spec.a']);
  expect(merged(['spec.a'], [])).toEqual(['spec.a']);
});
