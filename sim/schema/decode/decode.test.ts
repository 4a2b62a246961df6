import { describe, expect, it } from 'vitest';
import {
  type AnyKind,
  configMaps,
  type JsonObject,
  pods,
  secrets,
  services,
  statefulSets,
} from '../../api/index.ts';
import { decode, decodeObject, type FieldValidation, metadataError } from './decode.ts';

const errorOf = (kind: AnyKind, json: JsonObject, mode: FieldValidation = 'Strict'): string => {
  const result = decode(kind, json, mode);
  return result.ok ? 'ok' : result.status.message;
};
const unstructuredError = (kind: AnyKind, json: JsonObject): string => {
  const result = decodeObject(kind, json, 'Strict', 'unstructured');
  return result.ok ? 'ok' : result.error;
};
const written = (kind: AnyKind, json: JsonObject): unknown => {
  const result = decode(kind, json, 'Strict');
  return result.ok ? result.value : result.status.message;
};
const container = { name: 'a', image: 'i' };
const HANDLED = 'Pod in version "v1" cannot be handled as a Pod: ';

describe('decode', () => {
  it('names unknown fields', () => {
    const pod = {
      metadata: { name: 'q', anotations: {} },
      spec: { containers: [{ ...container, ports: [{ port: 1 }] }], hostnetwork: true },
    };
    expect(errorOf(pods, pod)).toBe(
      `${HANDLED}strict decoding error: unknown field "metadata.anotations", unknown field ` +
        `"spec.containers[0].ports[0].port", unknown field "spec.hostnetwork"`,
    );
    expect(decode(pods, pod, 'Warn').warnings).toEqual([
      'unknown field "metadata.anotations"',
      'unknown field "spec.containers[0].ports[0].port"',
      'unknown field "spec.hostnetwork"',
    ]);
    expect(decode(pods, pod, 'Ignore')).toMatchObject({ ok: true, warnings: [] });
  });

  it('words wrong types as Go does', () => {
    expect(errorOf(pods, { spec: { containers: { name: 'c' } } })).toBe(
      `${HANDLED}json: cannot unmarshal object into Go struct field PodSpec.spec.containers ` +
        `of type []v1.Container`,
    );
    expect(
      errorOf(pods, { spec: { containers: [{ ...container, env: [{ name: 'A', value: 5 }] }] } }),
    ).toBe(
      `${HANDLED}json: cannot unmarshal number into Go struct field ` +
        `EnvVar.spec.containers.env.value of type string`,
    );
    expect(errorOf(configMaps, { data: { on: true } })).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal ' +
        'bool into Go struct field ConfigMap.data of type string',
    );
    expect(errorOf(statefulSets, { spec: { replicas: '3' } })).toContain(
      'json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of ' +
        'type int32',
    );
    expect(errorOf(statefulSets, { spec: { replicas: 1.5 } })).toContain(
      'json: cannot unmarshal number 1.5 into Go struct field StatefulSetSpec.spec.replicas ' +
        'of type int32',
    );
    expect(errorOf(pods, { spec: { restartPolicy: 1, containers: [] } })).toContain(
      'Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy',
    );
  });

  it('reports the first wrong type, but quantities before all', () => {
    const pod = {
      metadata: { labels: { v: 1 } },
      spec: { containers: [{ ...container, resources: { limits: { cpu: '1x' } } }] },
    };
    expect(errorOf(pods, pod)).toBe(
      `${HANDLED}quantities must match the regular expression ` +
        `'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    );
    expect(metadataError(pod)).toBe(
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of ' +
        'type string',
    );
    expect(errorOf(secrets, { data: { k: 'not base64!' } })).toContain(
      'illegal base64 data at input byte 3',
    );
  });

  it('words the results of patches in another way', () => {
    expect(unstructuredError(statefulSets, { spec: { replicas: 'two' } })).toBe(
      'unrecognized type: int32',
    );
    expect(unstructuredError(pods, { spec: { containers: 'x' } })).toBe(
      'cannot restore slice from string',
    );
    expect(unstructuredError(configMaps, { data: { a: 1 } })).toBe(
      'cannot convert int64 to string',
    );
    expect(unstructuredError(pods, { spec: 'x' })).toBe('cannot restore struct from: string');
  });

  it('writes what Go writes', () => {
    expect(
      written(pods, {
        kind: 'Pod',
        metadata: { name: 'q', labels: {}, annotations: { a: '' }, creationTimestamp: null },
        spec: {
          hostNetwork: false,
          automountServiceAccountToken: false,
          nodeName: '',
          tolerations: [],
          volumes: [{ name: 'v', emptyDir: {} }],
          containers: [
            { name: 'a', image: 'i', env: [{ name: 'E', value: '' }], command: [] },
            {
              name: 'b',
              image: 'i',
              resources: { requests: { cpu: '1000m', memory: '1024Mi' }, limits: {} },
              livenessProbe: { tcpSocket: {} },
            },
          ],
        },
      }),
    ).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'q', annotations: { a: '' } },
      spec: {
        automountServiceAccountToken: false,
        volumes: [{ name: 'v', emptyDir: {} }],
        containers: [
          { name: 'a', image: 'i', env: [{ name: 'E' }], resources: {} },
          {
            name: 'b',
            image: 'i',
            resources: { requests: { cpu: '1', memory: '1Gi' } },
            livenessProbe: { tcpSocket: { port: 0 } },
          },
        ],
      },
      status: {},
    });
  });

  it('fills what is always there', () => {
    expect(written(pods, {})).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {},
      spec: { containers: [] },
      status: {},
    });
    expect(written(services, { spec: { ports: [{ targetPort: 'http' }] } })).toMatchObject({
      spec: { ports: [{ port: 0, targetPort: 'http' }] },
      status: { loadBalancer: {} },
    });
  });
});
