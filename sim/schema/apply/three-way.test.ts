import { describe, expect, it } from 'vitest';
import {
  type AnyKind,
  configMaps,
  deployments,
  type JsonObject,
  pods,
  services,
} from '../../api/index.ts';
import { applyStrategicPatch, threeWayMerge, twoWayMerge } from './three-way.ts';

const patchOf = (
  kind: AnyKind,
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
): unknown => {
  const result = threeWayMerge(kind, original, modified, current);
  return result.ok ? result.value : result.error;
};
const podWith = (...containers: JsonObject[]): JsonObject => ({ spec: { containers } });

describe('three-way merge', () => {
  it('is empty when nothing is to be done', () => {
    const wanted = { data: { a: '1' }, metadata: { labels: { x: 'y' } } };
    const live = {
      data: { a: '1', b: 'added' },
      metadata: { labels: { x: 'y', z: 'w' }, uid: 'u' },
    };
    expect(patchOf(configMaps, wanted, wanted, live)).toEqual({});
  });

  it('changes what differs and deletes what is no longer applied', () => {
    const before = { data: { a: '1', gone: 'x' } };
    const wanted = { data: { a: '2' } };
    const live = { data: { a: '1', gone: 'x', theirs: 'y' } };
    expect(patchOf(configMaps, before, wanted, live)).toEqual({ data: { a: '2', gone: null } });
  });

  it('merges containers by name, with the order', () => {
    const before = podWith({ name: 'a', image: '1' }, { name: 'b', image: '1' });
    const wanted = podWith({ name: 'a', image: '2' });
    const live = podWith(
      { name: 'a', image: '1', terminationMessagePath: '/x' },
      { name: 'b', image: '1' },
    );
    expect(patchOf(pods, before, wanted, live)).toEqual({
      spec: {
        '$setElementOrder/containers': [{ name: 'a' }],
        containers: [
          { image: '2', name: 'a' },
          { $patch: 'delete', name: 'b' },
        ],
      },
    });
  });

  it('adds to a list in the wanted order', () => {
    const before = podWith({ name: 'a', image: '1' });
    const wanted = podWith({ name: 'n', image: '1' }, { name: 'a', image: '1' });
    expect(patchOf(pods, before, wanted, before)).toEqual({
      spec: {
        '$setElementOrder/containers': [{ name: 'n' }, { name: 'a' }],
        containers: [{ name: 'n', image: '1' }],
      },
    });
  });

  it('retains the keys of a strategy', () => {
    const before = { spec: { strategy: { type: 'Recreate' } } };
    const wanted = { spec: { strategy: { rollingUpdate: { maxSurge: 2 } } } };
    expect(patchOf(deployments, before, wanted, before)).toEqual({
      spec: {
        strategy: { $retainKeys: ['rollingUpdate'], rollingUpdate: { maxSurge: 2 }, type: null },
      },
    });
  });

  it('removes finalizers that were applied', () => {
    const before = { metadata: { finalizers: ['a/b', 'c/d'] } };
    const wanted = { metadata: { finalizers: ['c/d'] } };
    const live = { metadata: { finalizers: ['a/b', 'c/d', 'k8s/x'] } };
    expect(patchOf(configMaps, before, wanted, live)).toEqual({
      metadata: {
        '$deleteFromPrimitiveList/finalizers': ['a/b'],
        '$setElementOrder/finalizers': ['c/d'],
      },
    });
  });

  it('yields what was wanted when it is applied', () => {
    const ports = (...numbers: number[]): JsonObject => ({
      spec: { ports: numbers.map((port) => ({ port })) },
    });
    const patch = twoWayMerge(services, ports(80, 443, 9), ports(443, 22));
    expect(patch.ok && applyStrategicPatch(services, ports(80, 443, 9), patch.value)).toEqual({
      ok: true,
      value: ports(443, 22),
    });
  });
});
