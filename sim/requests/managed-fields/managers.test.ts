import { describe, expect, it } from 'vitest';
import type { JsonObject, KubeObject } from '../../api/index.ts';
import { configMaps, deployments, services } from '../../api/kinds.ts';
import type { Writer } from '../../store/index.ts';
import { applyConfig, entriesOf, ownersOf, trackUpdate } from './managers.ts';

const writer = (manager: string, subresource = ''): Writer => ({ manager, subresource, time: 'T' });
const asObject = (json: JsonObject): KubeObject => json as unknown as KubeObject;
const metadata = { name: 'x', namespace: 'n', uid: 'u', resourceVersion: '1' };

const config = (image: string, replicas?: number): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'x', namespace: 'n' },
  spec: {
    ...(replicas === undefined ? {} : { replicas }),
    selector: { matchLabels: { app: 'x' } },
    template: {
      metadata: { labels: { app: 'x' } },
      spec: { containers: [{ name: 'c', image }] },
    },
  },
});

function applied(
  json: JsonObject,
  by = 'kubectl',
  live?: KubeObject,
  isForced = false,
): KubeObject {
  const result = applyConfig(deployments, live, ownersOf(live), json, writer(by), isForced);
  if (!result.ok) throw new Error(result.status.message);
  const object = asObject(result.value.object);
  return {
    ...object,
    metadata: { ...object.metadata, managedFields: entriesOf(result.value.owners) },
  };
}

describe('ordinary writes', () => {
  it('own what they create', () => {
    const json = {
      metadata: { ...metadata, labels: { a: 'b' } },
      spec: { type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP' }], selector: { a: 'b' } },
      status: { loadBalancer: {} },
    };
    const [entry, ...rest] = trackUpdate(services, undefined, asObject(json), writer('m'));
    expect(rest).toEqual([]);
    expect(entry).toEqual({
      apiVersion: 'v1',
      fieldsType: 'FieldsV1',
      manager: 'm',
      operation: 'Update',
      time: 'T',
      fieldsV1: {
        'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } },
        'f:spec': {
          'f:ports': {
            '.': {},
            'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {}, 'f:protocol': {} },
          },
          'f:selector': {},
          'f:type': {},
        },
      },
    });
  });

  it('take fields over from others', () => {
    const first = asObject({ metadata, data: { a: '1', b: '1' } });
    first.metadata.managedFields = trackUpdate(configMaps, undefined, first, writer('one'));
    const second = asObject({ metadata: { ...metadata }, data: { a: '1', b: '2' } });
    const entries = trackUpdate(configMaps, first, second, writer('two'));
    expect(entries.map(({ manager, fieldsV1 }) => [manager, fieldsV1])).toEqual([
      ['one', { 'f:data': { '.': {}, 'f:a': {} } }],
      ['two', { 'f:data': { 'f:b': {} } }],
    ]);
  });
});

describe('server-side apply', () => {
  it('owns what it says', () => {
    expect(applied(config('i:1', 2)).metadata.managedFields?.[0]?.fieldsV1).toEqual({
      'f:spec': {
        'f:replicas': {},
        'f:selector': {},
        'f:template': {
          'f:metadata': { 'f:labels': { 'f:app': {} } },
          'f:spec': {
            'f:containers': { 'k:{"name":"c"}': { '.': {}, 'f:image': {}, 'f:name': {} } },
          },
        },
      },
    });
  });

  it('conflicts with who changed the value, and can be forced', () => {
    const live = applied(config('i:1', 2));
    const scaled = asObject({
      ...live,
      spec: { ...(config('i:1', 5).spec as JsonObject) },
    } as unknown as JsonObject);
    scaled.metadata = {
      ...live.metadata,
      managedFields: trackUpdate(deployments, live, scaled, writer('kubectl', 'scale')),
    };
    const applyAgain = (by: string, image: string) =>
      applyConfig(deployments, scaled, ownersOf(scaled), config(image, 2), writer(by), false);
    const again = applyAgain('kubectl', 'i:1');
    expect(again.ok ? '' : again.status.message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using ' +
        'apps/v1: .spec.replicas',
    );
    const other = applyAgain('other', 'i:2');
    expect(other.ok ? '' : other.status.message).toBe(
      'Apply failed with 2 conflicts: conflicts with "kubectl":\n- ' +
        '.spec.template.spec.containers[name="c"].image\nconflicts with "kubectl" with ' +
        'subresource "scale" using apps/v1:\n- .spec.replicas',
    );
    const forced = applied(config('i:2', 2), 'kubectl', scaled, true);
    expect(forced.metadata.managedFields?.map((entry) => entry.operation)).toEqual(['Apply']);
    expect(forced).toMatchObject({ spec: { replicas: 2 } });
  });

  it('takes away what it no longer says', () => {
    const live = applied(config('i:1', 2));
    const without = applied(config('i:1'), 'kubectl', live);
    expect('replicas' in (without as unknown as { spec: JsonObject }).spec).toBe(false);
  });

  it('leaves to others what they own', () => {
    const live = applied(config('i:1', 2));
    const shared = applied(config('i:1', 2), 'other', live);
    const without = applied(config('i:1'), 'kubectl', shared);
    expect(without).toMatchObject({ spec: { replicas: 2 } });
  });
});
