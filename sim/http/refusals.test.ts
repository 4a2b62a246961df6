import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, createHttpFace, type HttpFace } from '../../test/control-plane/http.ts';

const CONFIGS = '/api/v1/namespaces/default/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
const SETS = '/apis/apps/v1/namespaces/default/statefulsets';
const TOKENS = '/api/v1/namespaces/default/serviceaccounts/default/token';

let face: HttpFace;

beforeEach(() => {
  face = createHttpFace();
});

const ask = (method: string, target: string, body: unknown = '', type = 'application/json') =>
  face.ask(method, target, body, { 'content-type': type });
const messageOf = ({ code, json }: Answer): string => `${code} ${json.message}`;
const MERGE = 'application/merge-patch+json';
const patch = (target: string, body: unknown, type = MERGE): Answer =>
  ask('PATCH', target, body, type);

const createConfig = (name: string): Answer => ask('POST', CONFIGS, { metadata: { name } });

describe('a body of the wrong type is never accepted', () => {
  it.each([
    [
      'DELETE',
      `${CONFIGS}/x`,
      { gracePeriodSeconds: 'x' },
      'DeleteOptions in version "v1" cannot be handled as a DeleteOptions: json: cannot ' +
        'unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64',
    ],
    [
      'POST',
      TOKENS,
      { spec: { audiences: 'a' } },
      'TokenRequest in version "v1" cannot be handled as a TokenRequest: json: cannot unmarshal ' +
        'string into Go struct field TokenRequestSpec.spec.audiences of type []string',
    ],
    [
      'POST',
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      { spec: { resourceAttributes: 'x' } },
      'SelfSubjectAccessReview in version "v1" cannot be handled as a SelfSubjectAccessReview: ' +
        'json: cannot unmarshal string into Go struct field ' +
        'SelfSubjectAccessReviewSpec.spec.resourceAttributes of type v1.ResourceAttributes',
    ],
    [
      'POST',
      CONFIGS,
      { apiVersion: 'v1', kind: 'Secret' },
      'Secret in version "v1" cannot be handled as a ConfigMap: ' +
        'converting (v1.Secret) to (core.ConfigMap): unknown conversion',
    ],
    [
      'POST',
      CONFIGS,
      { apiVersion: 'apps/v1', kind: 'ConfigMap' },
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: no kind "ConfigMap" is ' +
        'registered for version "apps/v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
    [
      'PUT',
      `${CONFIGS}/x`,
      {},
      'the name of the object (x based on URL) was undeterminable: name must be provided',
    ],
    ['POST', `${PODS}/p/eviction`, {}, 'name in URL does not match name in Eviction object'],
    [
      'POST',
      `${PODS}/p/binding`,
      { metadata: { name: 'q' }, target: { name: 'node-1' } },
      'name in URL does not match name in Binding object',
    ],
    [
      'POST',
      TOKENS,
      { spec: { boundObjectRef: { apiVersion: 'v1', kind: 'ConfigMap', name: 'x' } } },
      'cannot bind token to object of type /v1, Kind=ConfigMap',
    ],
  ])('%s %s %j', (method, target, body, message) => {
    createConfig('x');
    ask('POST', PODS, {
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'a', image: 'nginx' }] },
    });
    expect(messageOf(ask(method, target, body))).toBe(`400 ${message}`);
  });

  it('is told all that is wrong when it is strict', () => {
    const body = '{"metadata":{"name":"a","foo":1},"data":{"a":"1","a":"2"}}';
    expect(messageOf(ask('POST', `${CONFIGS}?fieldValidation=Strict`, body))).toBe(
      '400 ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ' +
        'duplicate field "data.a", unknown field "metadata.foo"',
    );
  });
});

describe('patches', () => {
  it('do not make another kind of an object', () => {
    createConfig('x');
    expect(messageOf(patch(`${CONFIGS}/x`, { kind: 'Secret' }))).toMatch(
      /^422 {2}"" is invalid: patch: .*: converting \(v1.Secret\) to \(core.ConfigMap\): unknown/,
    );
  });

  it('do not take the name away', () => {
    createConfig('x');
    expect(messageOf(patch(`${CONFIGS}/x`, { metadata: { name: null } }))).toBe(
      '400 the name of the object (x based on URL) was undeterminable: name must be provided',
    );
  });
});

describe('the scale subresource', () => {
  const set = {
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'a', image: 'nginx' }] },
      },
    },
  };
  const at = `${SETS}/web/scale`;
  const replicas = (): number => ask('GET', `${SETS}/web`).json.spec.replicas;
  beforeEach(() => {
    ask('POST', SETS, set);
  });

  it('takes numbers only, for the object that the path names', () => {
    const metadata = { name: 'web' };
    expect(messageOf(ask('PUT', at, { metadata, spec: { replicas: 'x' } }))).toContain(
      'json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32',
    );
    expect(messageOf(ask('PUT', at, { metadata, spec: { replicas: -1 } }))).toBe(
      '422 Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: ' +
        'must be greater than or equal to 0',
    );
    expect(messageOf(ask('PUT', at, { metadata: { name: 'z' }, spec: {} }))).toBe(
      '400 the name of the object (z) does not match the name on the URL (web)',
    );
    expect(replicas()).toBe(1);
  });

  it('is patched as a Scale', () => {
    expect(patch(at, { spec: { replicas: 2 } }).json.spec).toEqual({ replicas: 2 });
    const operations = [{ op: 'test', path: '/status/selector', value: 'app=web' }];
    expect(patch(at, operations, 'application/json-patch+json').code).toBe(200);
    expect(patch(at, { metadata: { labels: { a: 'b' } } }).code).toBe(200);
    expect(ask('GET', `${SETS}/web`).json.metadata.labels).toBe(undefined);
    const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'web' } };
    const applied = patch(
      `${at}?fieldManager=me&force=true`,
      { ...scale, spec: { replicas: 3 } },
      'application/apply-patch+yaml',
    );
    expect(applied.json).toMatchObject({ kind: 'Scale', spec: { replicas: 3 } });
    expect(replicas()).toBe(3);
  });
});

describe('a Status', () => {
  it('of success says no more than it has to', () => {
    createConfig('x');
    const { uid } = ask('GET', `${CONFIGS}/x`).json.metadata;
    expect(ask('DELETE', `${CONFIGS}/x`).json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name: 'x', kind: 'configmaps', uid },
    });
  });

  it('names the kind whose precondition fails', () => {
    createConfig('x');
    const body = { preconditions: { uid: 'other' } };
    expect(messageOf(ask('DELETE', `${CONFIGS}/x`, body))).toMatch(
      /^409 Operation cannot be fulfilled on ConfigMap "x": the UID in the precondition \(other\) /,
    );
  });

  it('of a method that there is not is the same everywhere', () => {
    for (const [method, target] of [
      ['DELETE', '/api/v1/namespaces'],
      ['DELETE', `${SETS}/web/scale`],
      ['GET', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'],
    ] as const) {
      expect(messageOf(ask(method, target))).toBe(
        '405 the server does not allow this method on the requested resource',
      );
    }
  });

  it('tells the byte at which a continue token cannot be read', () => {
    expect(messageOf(ask('GET', `${CONFIGS}?continue=abc`))).toBe(
      "400 invalid continue token: continue key is not valid: invalid character 'i' looking " +
        'for beginning of value',
    );
  });
});
