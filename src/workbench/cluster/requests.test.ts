import { expect, test } from 'vitest';
import type { NetworkRequest } from '../../session/engine.ts';
import { requestLines } from './requests.ts';

const from = { namespace: 'default', pod: 'asker', address: '10.244.0.9' };
const dns = (atMs: number, what: string, answer: string): NetworkRequest => ({
  atMs,
  from,
  protocol: 'dns',
  host: '10.96.0.10',
  port: 53,
  address: '10.96.0.10',
  pod: 'coredns-1',
  outcome: 'ok',
  what,
  wanted: '',
  answer,
});
const tcp = (atMs: number, port: number, outcome: NetworkRequest['outcome']): NetworkRequest => ({
  ...dns(atMs, '', ''),
  protocol: 'tcp',
  host: 'db',
  port,
  pod: outcome === 'ok' ? 'db-0' : '',
  outcome,
});

test('questions for two types of one name that ended alike are one line', () => {
  const lines = requestLines(
    [
      dns(1, 'A web.svc', 'NXDOMAIN'),
      dns(1, 'AAAA web.svc', 'NXDOMAIN'),
      dns(1, 'A web', '1.2.3.4'),
    ],
    0,
    10,
  );
  expect(lines.map(({ what, answer, isOk }) => [what, answer, isOk])).toEqual([
    ['A, AAAA web.svc', 'NXDOMAIN', false],
    ['A web', '1.2.3.4', true],
  ]);
});

test('what is asked again is counted, and what lies outside the time is left out', () => {
  const all = [tcp(1, 3306, 'ok'), tcp(5, 3306, 'ok'), tcp(6, 3306, 'ok'), tcp(9, 81, 'refused')];
  const lines = requestLines(all, 4, 10);
  expect(lines.map(({ name, what, answer, count }) => [name, what, answer, count])).toEqual([
    ['MySQL', 'db:3306', 'db-0', 2],
    ['TCP', 'db:81', 'refused', 1],
  ]);
  expect(requestLines(all, 4, 7)).toHaveLength(1);
});
