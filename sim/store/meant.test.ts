import { describe, expect, it } from 'vitest';
import { freeze, type Kind, type KubeObject, namespaces, pods, secrets } from '../api/index.ts';
import { isSameSpec, meantBy } from './meant.ts';

const object = (kind: string, rest: Readonly<Record<string, unknown>>): never =>
  ({ apiVersion: 'v1', kind, metadata: { name: 'x', namespace: 'n' }, ...rest }) as never;
/** What a kind makes of a new object, as the store has it. */
const stored = <T extends KubeObject>(kind: Kind<T>, rest: object): T =>
  freeze(meantBy(kind, object(kind.kind, { ...rest }), undefined, ''));
const labelled = <T extends KubeObject>(old: T): T => ({
  ...old,
  metadata: { ...old.metadata, labels: { a: 'b' } },
});

describe('what a request asks for', () => {
  it('has the stored spec and status themselves where it leaves them', () => {
    const old = stored(pods, { spec: { containers: [{ name: 'c', image: 'i' }] } });
    const meant = meantBy(pods, labelled(old), old, '');
    expect(meant).toEqual(labelled(old));
    expect(meant.spec).toBe(old.spec);
    expect(meant.status).toBe(old.status);
    expect(Object.isFrozen(meant.metadata)).toBe(false);
  });

  it('has a copy of a spec that it changes, with defaults, and none of the owners', () => {
    const old = stored(pods, { spec: { containers: [{ name: 'c', image: 'i' }] } });
    const containers = [...old.spec.containers, { name: 'd', image: 'i' }];
    const managedFields: never[] = [];
    const metadata = { ...old.metadata, managedFields };
    const meant = meantBy(pods, { ...old, metadata, spec: { ...old.spec, containers } }, old, '');
    expect(meant.spec.containers.map(({ imagePullPolicy }) => imagePullPolicy)).toEqual([
      'Always',
      'Always',
    ]);
    expect('managedFields' in meant.metadata).toBe(false);
  });

  it('has the defaults of metadata, also where nothing else is asked for', () => {
    const old = stored(namespaces, {});
    const meant = meantBy(namespaces, labelled(old), old, '');
    expect(meant.metadata.labels).toEqual({ a: 'b', 'kubernetes.io/metadata.name': 'x' });
    expect(meant.spec).toBe(old.spec);
  });

  it('brings what it adds to a part that it leaves', () => {
    const old = stored(secrets, { data: { a: 'MQ==' } });
    const meant = meantBy(secrets, { ...old, stringData: { b: 'two' } }, old, '');
    expect(meant.data).toEqual({ a: 'MQ==', b: 'dHdv' });
    expect(old.data).toEqual({ a: 'MQ==' });
  });
});

it('a spec is all but metadata and status', () => {
  const one = object('Pod', { spec: { a: 1 }, status: {} });
  expect(isSameSpec(one, object('Pod', { spec: { a: 1 }, status: { phase: 'x' } }))).toBe(true);
  expect(isSameSpec(one, labelled(one))).toBe(true);
  expect(isSameSpec(one, object('Pod', { spec: { a: 2 } }))).toBe(false);
  expect(isSameSpec(one, object('Pod', {}))).toBe(false);
  expect(isSameSpec(object('Pod', {}), one)).toBe(false);
});
