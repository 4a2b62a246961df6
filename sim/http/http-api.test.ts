import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, createHttpFace, type HttpFace } from '../../test/control-plane/http.ts';
import { LIMITS } from '../limits.ts';

const CONFIGS = '/api/v1/namespaces/default/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
const ACCOUNTS = '/api/v1/namespaces/default/serviceaccounts';

let face: HttpFace;

beforeEach(() => {
  face = createHttpFace();
});

const ask: HttpFace['ask'] = (...request) => face.ask(...request);
const get = (target: string, header = {}): Answer => ask('GET', target, '', header);
const frames = ({ text }: Answer): { type: string; object: { code?: number } }[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('discovery', () => {
  const sample = (name: string): unknown => {
    const file = new URL(`../../test/control-plane/discovery/${name}.json`, import.meta.url);
    return JSON.parse(readFileSync(file, 'utf8'));
  };
  it.each([
    ['api-v1', '/api/v1'],
    ['apis', '/apis'],
    ['apps-v1', '/apis/apps/v1'],
  ])('equals the recorded document %s', (name, path) => {
    // The recorded cluster has no metrics server.
    const json = get(path).json as { groups?: readonly { name: string }[] };
    const groups = json.groups?.filter((group) => group.name !== 'metrics.k8s.io');
    expect(groups === undefined ? json : { ...json, groups }).toEqual(sample(name));
  });
  it('has the metrics of nodes and pods, to be read', () => {
    const { json } = get('/apis/metrics.k8s.io/v1beta1');
    expect(json).toMatchObject({
      groupVersion: 'metrics.k8s.io/v1beta1',
      resources: [
        { name: 'nodes', kind: 'NodeMetrics', namespaced: false, verbs: ['get', 'list'] },
        { name: 'pods', kind: 'PodMetrics', namespaced: true, verbs: ['get', 'list'] },
      ],
    });
    const list = get('/apis/metrics.k8s.io/v1beta1/nodes').json as { items: readonly object[] };
    expect(list.items[0]).toMatchObject({ metadata: { name: 'node-1' }, window: '15s' });
  });
});

describe('a scale', () => {
  it('has a table of its own', () => {
    const labels = { app: 'web' };
    const spec = { containers: [{ name: 'c', image: 'nginx:1.25' }] };
    const sets = '/apis/apps/v1/namespaces/default/statefulsets';
    const template = { metadata: { labels }, spec };
    ask('POST', sets, {
      metadata: { name: 'web' },
      spec: { replicas: 2, selector: { matchLabels: labels }, template },
    });
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const { json } = get(`${sets}/web/scale`, { accept });
    const names = json.columnDefinitions.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['Name', 'Desired', 'Available', 'Age']);
    expect(json.rows[0].cells).toEqual(['web', 2, 0, '0s']);
  });
});

describe('the owners of fields', () => {
  it('are handed over by a patch of managedFields, as kubectl does it', () => {
    const owner = { 'content-type': 'application/json', 'user-agent': 'kubectl/v1.36' };
    const create = `${CONFIGS}?fieldManager=kubectl-client-side-apply`;
    const made = ask('POST', create, { metadata: { name: 'a' }, data: { a: '1' } }, owner).json;
    const [entry] = made.metadata.managedFields;
    const patch = [
      {
        op: 'replace',
        path: '/metadata/managedFields',
        value: [{ ...entry, manager: 'kubectl', operation: 'Apply' }],
      },
      { op: 'replace', path: '/metadata/resourceVersion', value: made.metadata.resourceVersion },
    ];
    const type = { 'content-type': 'application/json-patch+json' };
    const { code, json } = ask('PATCH', `${CONFIGS}/a`, patch, type);
    expect(code).toBe(200);
    expect(Number(json.metadata.resourceVersion)).toBeGreaterThan(
      Number(made.metadata.resourceVersion),
    );
    const apply = { 'content-type': 'application/apply-patch+yaml' };
    const wanted = { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '2' } };
    expect(ask('PATCH', `${CONFIGS}/a?fieldManager=kubectl`, wanted, apply)).toMatchObject({
      code: 200,
      json: {
        data: { a: '2' },
        metadata: { managedFields: [{ manager: 'kubectl', operation: 'Apply' }] },
      },
    });
    expect(ask('PATCH', `${CONFIGS}/a`, patch, type).code).toBe(409);
  });
});

describe('the proxy', () => {
  const SERVICES = '/api/v1/namespaces/default/services';
  const accept = { accept: 'text/html' };
  const create = (name: string, image: string): void => {
    const spec = { containers: [{ name: 'c', image, ports: [{ containerPort: 80 }] }] };
    ask('POST', PODS, { metadata: { name, labels: { app: name } }, spec });
    const ports = [{ name: 'http', port: 8080, targetPort: 80 }];
    ask('POST', SERVICES, { metadata: { name }, spec: { selector: { app: name }, ports } });
  };
  it('asks a pod, or one of those behind a service', () => {
    create('web', 'nginx:1.25');
    face.cluster.world.advance(60_000);
    for (const path of [
      `${PODS}/web/proxy/`,
      `${PODS}/http:web:80/proxy/?a=1`,
      `${SERVICES}/web:8080/proxy/`,
      `${SERVICES}/web:http/proxy/index.html`,
    ]) {
      const answer = get(path, accept);
      expect([path, answer.code]).toEqual([path, 200]);
      expect(answer.text).toContain('Welcome to nginx!');
    }
    expect(get(`${SERVICES}/web:http/proxy/nosuch`, accept).code).toBe(404);
    expect(get(`${SERVICES}/web:8080/proxy`).code).toBe(301);
  });
  it.each([
    [`${SERVICES}/none/proxy/`, 404, 'services "none" not found'],
    [`${SERVICES}/web:1/proxy/`, 503, 'no service port 1 found for service "web"'],
    [`${SERVICES}/web/proxy/`, 503, 'no endpoints available for service "web"'],
    [`${SERVICES}/a:b:c:d/proxy/`, 400, 'invalid service request "a:b:c:d"'],
    [`${PODS}/web/proxy/`, 400, 'address not allowed'],
    ['/api/v1/nodes/none/proxy/pods', 404, 'nodes "none" not found'],
  ])('says of %s what is wrong', (path, code, message) => {
    create('web', 'nginx:1.25');
    expect(get(path)).toMatchObject({ code, json: { message } });
  });
  it('meets nobody where nobody listens', () => {
    create('web', 'nginx:1.25');
    face.cluster.world.advance(60_000);
    const { code, json } = get(`${PODS}/web:81/proxy/`);
    expect([code, json.reason]).toEqual([503, 'ServiceUnavailable']);
    expect(json.message).toMatch(
      /^error trying to reach service: dial tcp 10\.244\..*:81: connect: connection refused$/,
    );
  });
  it('asks a kubelet', () => {
    create('web', 'nginx:1.25');
    face.cluster.world.advance(60_000);
    expect(get('/api/v1/nodes/node-1/proxy/healthz').text).toBe('ok');
    expect(get('/api/v1/nodes/node-1/proxy/pods').json.kind).toBe('PodList');
  });
});

describe('what is not there', () => {
  it('is told as a Status below a version, and as plain text elsewhere', () => {
    expect(get('/api/v1/nosuch')).toMatchObject({ code: 404, json: { reason: 'NotFound' } });
    expect(get('/apis/nosuch/v1')).toMatchObject({ code: 404, text: '404 page not found\n' });
    expect(ask('PUT', PODS, {})).toMatchObject({ code: 405, json: { reason: 'MethodNotAllowed' } });
    expect(ask('POST', '/version')).toMatchObject({ code: 405 });
    expect(get('/livez/nosuch').code).toBe(404);
    expect(get('/readyz?verbose').text).toMatch(/^\[\+\]ping ok\n[\s\S]*readyz check passed\n$/);
  });
  it('is not accepted silently', () => {
    expect(get(PODS, { 'impersonate-user': 'eve' }).json.message).toBe(
      'pods is forbidden: User "eve" cannot list resource "pods" in API group "" in the ' +
        'namespace "default"',
    );
    expect(get('/api/v1/nodes/node-1/proxy/metrics').code).toBe(501);
  });
});

describe('bodies', () => {
  it('may not name a field twice', () => {
    const body = '{"metadata":{"name":"a"},"data":{"a":"1","b":"2","a":"3"}}';
    const strict = ask('POST', `${CONFIGS}?fieldValidation=Strict`, body);
    expect(strict.json.message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ' +
        'duplicate field "data.a"',
    );
    const warned = ask('POST', `${CONFIGS}?fieldValidation=Warn`, body);
    expect(warned).toMatchObject({ code: 201, json: { data: { a: '3' } } });
    expect(warned.warnings).toEqual(['299 - "duplicate field \\"data.a\\""']);
  });
  it('come as YAML when that is asked for', () => {
    ask('POST', CONFIGS, { metadata: { name: 'a' }, data: { list: 'yes' } });
    const { text } = get(`${CONFIGS}/a`, { accept: 'application/yaml' });
    expect(text).toContain('apiVersion: v1\ndata:\n  list: "yes"\nkind: ConfigMap\n');
    expect(get(CONFIGS, { accept: 'application/cbor' }).json.message).toBe(
      'only the following media types are accepted: application/json, application/yaml',
    );
  });
  it('of a delete are DeleteOptions of any version', () => {
    ask('POST', CONFIGS, { metadata: { name: 'a' } });
    expect(ask('DELETE', `${CONFIGS}/a`, { kind: 'Pod' }).code).toBe(400);
    const options = { apiVersion: 'apps/v1', kind: 'DeleteOptions' };
    expect(ask('DELETE', `${CONFIGS}/a`, options).code).toBe(200);
  });
});

describe('lists', () => {
  const create = (name: string): Answer => ask('POST', CONFIGS, { metadata: { name } });
  it('refuse what they cannot understand', () => {
    expect(get(`${CONFIGS}?limit=x`).json.message).toBe(
      'strconv.ParseInt: parsing "x": invalid syntax',
    );
    expect(get(`${CONFIGS}?resourceVersionMatch=Exact`).code).toBe(422);
    expect(get(`${CONFIGS}?continue=abc`).code).toBe(400);
  });
  it('go on with what there was when they began', () => {
    for (const name of ['a', 'b', 'c']) create(name);
    const first = get(`${CONFIGS}?limit=1`);
    create('bb');
    ask('DELETE', `${CONFIGS}/c`);
    const rest = get(`${CONFIGS}?limit=500&continue=${first.json.metadata.continue}`);
    const names = rest.json.items.map((item: { metadata: { name: string } }) => item.metadata.name);
    expect(names).toEqual(['b', 'c', 'kube-root-ca.crt']);
    expect(rest.json.metadata.resourceVersion).toBe(first.json.metadata.resourceVersion);
  });
  it('are expired once their version was compacted, and can go on inconsistently', () => {
    for (const name of ['a', 'b', 'c']) create(name);
    const first = get(`${CONFIGS}?limit=1`).json.metadata;
    create('bb');
    face.cluster.world.advance(3 * LIMITS.compactionMs);
    const late = get(`${CONFIGS}?limit=500&continue=${first.continue}`);
    expect(late).toMatchObject({ code: 410, json: { reason: 'Expired' } });
    const rest = get(`${CONFIGS}?continue=${late.json.metadata.continue}`);
    expect(rest.json.items).toHaveLength(4);
    const exact = `resourceVersion=${first.resourceVersion}&resourceVersionMatch=Exact`;
    expect(get(`${CONFIGS}?${exact}`).json.message).toBe(
      'The resourceVersion for the provided list is too old.',
    );
  });
});

describe('watches', () => {
  it('answer below the old paths', () => {
    expect(frames(get('/api/v1/watch/namespaces/default/configmaps'))).toMatchObject([
      { type: 'ADDED' },
    ]);
  });
  it('begin with what there is and a bookmark when they are asked to', () => {
    const query = 'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan';
    const types = (answer: Answer): string[] => frames(answer).map(({ type }) => type);
    expect(types(get(`${CONFIGS}?${query}&allowWatchBookmarks=true`))).toEqual([
      'ADDED',
      'BOOKMARK',
    ]);
    expect(types(get(`${CONFIGS}?${query}`))).toEqual(['ADDED']);
  });
  it('say that a version is too old', () => {
    const { resourceVersion } = get(CONFIGS).json.metadata;
    for (let i = 0; i < LIMITS.watchCacheChanges + 2; i++) {
      ask('POST', CONFIGS, { metadata: { generateName: 'many-' } });
    }
    face.cluster.world.advance(3 * LIMITS.compactionMs);
    const late = frames(get(`${CONFIGS}?watch=1&resourceVersion=${resourceVersion}`));
    expect(late).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }]);
  });
});

describe('questions and tokens', () => {
  it('about access know administrators only, and must be complete', () => {
    const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
    const resourceAttributes = { verb: 'get', resource: 'pods' };
    const review = (user: string, groups: readonly string[] = []): Answer =>
      ask('POST', path, { spec: { user, groups, resourceAttributes } });
    expect(review('any', ['system:masters']).json.status).toEqual({ allowed: true });
    expect(review('eve').json.status).toEqual({ allowed: false });
    expect(ask('POST', path, { spec: {} }).json.details.causes).toHaveLength(2);
  });
  it('of service accounts have the form of a JWT', () => {
    const answer = ask('POST', `${ACCOUNTS}/default/token`, { spec: { expirationSeconds: 600 } });
    const [, claims = ''] = answer.json.status.token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: 'system:serviceaccount:default:default',
    });
    const short = ask('POST', `${ACCOUNTS}/default/token`, { spec: { expirationSeconds: 5 } });
    expect(short.code).toBe(422);
    expect(ask('POST', `${ACCOUNTS}/nosuch/token`, {}).code).toBe(404);
  });
});

it('a Binding puts a pod on a node, or says what is missing', () => {
  const spec = { schedulerName: 'mine', containers: [{ name: 'c', image: 'nginx:1.25' }] };
  ask('POST', PODS, { metadata: { name: 'p' }, spec });
  const bind = (target: object): Answer =>
    ask('POST', '/api/v1/namespaces/default/bindings', { metadata: { name: 'p' }, target });
  expect(bind({}).code).toBe(422);
  expect(bind({ kind: 'Node', name: 'node-2' }).code).toBe(201);
  expect(get(`${PODS}/p`).json.spec.nodeName).toBe('node-2');
  expect(bind({ kind: 'Node', name: 'node-1' }).code).toBe(409);
});

it('a controller that is not modelled can still be scaled', () => {
  const path = '/api/v1/namespaces/default/replicationcontrollers';
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c' }] } };
  ask('POST', path, { metadata: { name: 'rc' }, spec: { replicas: 2, template } });
  const merge = { 'content-type': 'application/merge-patch+json' };
  ask('PATCH', `${path}/rc/scale`, { spec: { replicas: 5 } }, merge);
  expect(get(`${path}/rc/scale`).json.spec.replicas).toBe(5);
});

it('logs refuse options that make no sense', () => {
  const spec = { containers: [{ name: 'c', image: 'nginx:1.25' }] };
  ask('POST', PODS, { metadata: { name: 'p' }, spec });
  face.cluster.world.advance(10_000);
  expect(get(`${PODS}/p/log?tailLines=-1`).json.message).toBe(
    'PodLogOptions "p" is invalid: tailLines: Invalid value: -1: must be greater than or equal ' +
      'to 0',
  );
  expect(get(`${PODS}/p/log?tailLines=x`).code).toBe(400);
  const both = `${PODS}/p/log?sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z`;
  expect(get(both).code).toBe(422);
});
