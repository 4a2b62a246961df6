import { expect, it } from 'vitest';
import type { NetworkRequest } from '../net/index.ts';
import type { World } from './lesson.ts';
import { answeredBy, noRequestFailed } from './requests.ts';

const request = (atMs: number, rest: Partial<NetworkRequest> = {}): NetworkRequest => ({
  atMs,
  from: { namespace: 'default', pod: 'client', address: '10.244.0.9' },
  protocol: 'http',
  host: 'web.default',
  port: 80,
  address: '10.96.1.1',
  pod: 'web-0',
  outcome: 'ok',
  what: 'GET /',
  wanted: '',
  answer: '200',
  ...rest,
});
const worldOf = (requests: readonly NetworkRequest[]): World => ({ requests }) as unknown as World;
const during = { hosts: ['web'], isWithin: (atMs: number) => atMs >= 10 && atMs <= 20 };

it('says which request failed while something was going on', () => {
  const good = worldOf([request(5, { outcome: 'refused' }), request(10), request(20)]);
  expect(noRequestFailed(during, 2)(good).ok).toBe(true);
  expect(noRequestFailed(during, 3)(good).why.code).toBe('too-few-requests');
  const bad = worldOf([request(10), request(15, { outcome: 'refused', answer: '' })]);
  expect(noRequestFailed(during, 1)(bad).why).toEqual({
    code: 'request-failed',
    values: { pod: 'client', host: 'web.default', what: 'refused' },
  });
  expect(noRequestFailed(during, 1)(worldOf([request(12, { answer: '503' })])).ok).toBe(false);
});

it('counts who answered', () => {
  const world = worldOf([request(10), request(11, { pod: 'web-1' }), request(12, { host: 'x' })]);
  expect(answeredBy(during, 2)(world).ok).toBe(true);
  expect(answeredBy(during, 3)(world).why.values).toEqual({ name: 'web', count: 3, is: 2 });
});
