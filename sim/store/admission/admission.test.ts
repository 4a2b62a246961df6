import { describe, expect, test } from 'vitest';
import {
  type KubeObject,
  MODELLED_KINDS,
  namespaces,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  pods,
  priorityClasses,
  type Result,
  type Service,
  serviceAccounts,
  services,
  storageClasses,
} from '../../api/index.ts';
import { because, createPrng, createQueue } from '../../kernel/index.ts';
import { PATCHING } from '../../requests/index.ts';
import { type ApiServer, writeAs } from '../api-server.ts';
import { createApiServer } from '../server.ts';
import { createStore, type Store } from '../store.ts';
import { ADMISSION_CHAIN } from './index.ts';

const ORIGIN = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 0 };

const object = (kind: string, name: string, rest: object, namespace?: string): never =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    ...rest,
  }) as never;

function setUp(): { server: ApiServer; store: Store } {
  const queue = createQueue(Date.UTC(2026, 0, 1));
  const store = createStore(queue, 1);
  const server = createApiServer({
    store,
    clock: queue,
    prng: createPrng(7),
    admissions: ADMISSION_CHAIN,
    subresourceErrors: () => [],
    patching: () => PATCHING,
    kinds: MODELLED_KINDS,
  });
  const write = writeAs('test');
  server.create(namespaces, object('Namespace', 'shop', {}), write, ORIGIN);
  server.create(serviceAccounts, object('ServiceAccount', 'default', {}, 'shop'), write, ORIGIN);
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  server.create(
    storageClasses,
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast', annotations },
      provisioner: 'example.com/disk',
    } as never,
    write,
    ORIGIN,
  );
  return { server, store };
}

const accepted = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.status.message);
  return result.value;
};

const messageOf = (result: Result<KubeObject>): string =>
  result.ok ? 'accepted' : result.status.message;

const podSpec = { containers: [{ name: 'app', image: 'nginx:1.25' }] };
const createPod = (server: ApiServer, name: string, spec: object, namespace = 'shop') =>
  server.create(pods, object('Pod', name, { spec }, namespace), writeAs('test'), ORIGIN);
const createService = (server: ApiServer, name: string, spec: object): Result<Service> =>
  server.create(services, object('Service', name, { spec }, 'shop'), writeAs('test'), ORIGIN);

describe('namespaces', () => {
  test('must exist', () => {
    const { server } = setUp();
    expect(messageOf(createPod(server, 'p', podSpec, 'nowhere'))).toBe(
      'namespaces "nowhere" not found',
    );
  });

  test('take nothing new while they go', () => {
    const { server, store } = setUp();
    const shop = store.get(namespaces, '', 'shop');
    if (shop === undefined) throw new Error('no namespace');
    store.put(namespaces, { ...shop, status: { phase: 'Terminating' } }, ORIGIN);
    expect(messageOf(createPod(server, 'p', podSpec))).toBe(
      [
        'pods "p" is forbidden: unable to create new content in namespace shop because it',
        ' is being terminated',
      ].join(''),
    );
  });
});

describe('pods', () => {
  test('get an account, its token, a priority and patience with their node', () => {
    const { server } = setUp();
    const { spec } = accepted<Pod>(createPod(server, 'p', podSpec));
    expect(spec).toMatchObject({
      serviceAccountName: 'default',
      serviceAccount: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
    });
    const [volume] = spec.volumes ?? [];
    expect(volume?.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(spec.containers[0]?.volumeMounts).toEqual([
      {
        name: volume?.name,
        readOnly: true,
        mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
      },
    ]);
    expect(spec.tolerations?.map((toleration) => toleration.key)).toEqual([
      'node.kubernetes.io/not-ready',
      'node.kubernetes.io/unreachable',
    ]);
  });

  test('may do without a token', () => {
    const { server } = setUp();
    const spec = { ...podSpec, automountServiceAccountToken: false };
    expect(accepted<Pod>(createPod(server, 'p', spec)).spec.volumes).toBeUndefined();
  });

  test('name accounts, priority classes and runtime classes that exist', () => {
    const { server } = setUp();
    expect(messageOf(createPod(server, 'p', { ...podSpec, serviceAccountName: 'robot' }))).toBe(
      [
        'pods "p" is forbidden: error looking up service account shop/robot: ',
        'serviceaccount "robot" not found',
      ].join(''),
    );
    expect(messageOf(createPod(server, 'p', { ...podSpec, priorityClassName: 'vip' }))).toBe(
      'pods "p" is forbidden: no PriorityClass with name vip was found',
    );
    expect(messageOf(createPod(server, 'p', { ...podSpec, runtimeClassName: 'gvisor' }))).toBe(
      'pods "p" is forbidden: pod rejected: RuntimeClass "gvisor" not found',
    );
  });

  test('take the priority of their class', () => {
    const { server } = setUp();
    const vip = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'vip' },
      value: 500,
    };
    accepted(server.create(priorityClasses, vip as never, writeAs('test'), ORIGIN));
    const pod = accepted<Pod>(createPod(server, 'p', { ...podSpec, priorityClassName: 'vip' }));
    expect(pod.spec.priority).toBe(500);
  });
});

describe('claims', () => {
  const claim = (storage: string): never =>
    object(
      'PersistentVolumeClaim',
      'disk',
      { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } },
      'shop',
    );

  test('get the default class and are protected', () => {
    const { server } = setUp();
    const made = accepted(
      server.create<PersistentVolumeClaim>(
        persistentVolumeClaims,
        claim('1Gi'),
        writeAs('test'),
        ORIGIN,
      ),
    );
    expect(made.spec.storageClassName).toBe('fast');
    expect(made.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    expect(made.status).toEqual({ phase: 'Pending' });
  });

  test('grow only when they are bound and their class allows it', () => {
    const { server, store } = setUp();
    const made = accepted(
      server.create<PersistentVolumeClaim>(
        persistentVolumeClaims,
        claim('1Gi'),
        writeAs('test'),
        ORIGIN,
      ),
    );
    const grow = (): Result<KubeObject> => {
      const current = store.get(persistentVolumeClaims, 'shop', 'disk') ?? made;
      const resources = { requests: { storage: '2Gi' } };
      const next = { ...current, spec: { ...current.spec, resources } };
      return server.update(persistentVolumeClaims, next, '', writeAs('test'), ORIGIN);
    };
    expect(messageOf(grow())).toContain('spec is immutable after creation except resources.req');
    const status = { phase: 'Bound', capacity: { storage: '1Gi' } };
    store.put(persistentVolumeClaims, { ...made, status }, ORIGIN);
    expect(messageOf(grow())).toBe(
      [
        'persistentvolumeclaims "disk" is forbidden: only dynamically provisioned pvc can',
        ' be resized and the storageclass that provisions the pvc must support resize',
      ].join(''),
    );
    const fast = store.get(storageClasses, '', 'fast');
    if (fast === undefined) throw new Error('no class');
    store.put(storageClasses, { ...fast, allowVolumeExpansion: true }, ORIGIN);
    expect(messageOf(grow())).toBe('accepted');
  });
});

describe('services', () => {
  const ports = [{ port: 80 }];

  test('get an address of the range, or the one that they ask for', () => {
    const { server } = setUp();
    const { spec } = accepted(createService(server, 'a', { ports }));
    expect(spec.clusterIP).toMatch(/^10\.(9[6-9]|10[0-9]|11[01])\./);
    expect(spec.clusterIPs).toEqual([spec.clusterIP]);
    expect(spec.ipFamilyPolicy).toBe('SingleStack');
    const asked = accepted(createService(server, 'b', { ports, clusterIP: '10.96.0.53' }));
    expect(asked.spec.clusterIPs).toEqual(['10.96.0.53']);
    expect(messageOf(createService(server, 'c', { ports, clusterIP: '10.96.0.53' }))).toBe(
      [
        'Service "c" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.53"]: failed ',
        'to allocate IP 10.96.0.53: provided IP is already allocated',
      ].join(''),
    );
    expect(messageOf(createService(server, 'd', { ports, clusterIP: 'ten' }))).toBe(
      [
        'Service "d" is invalid: spec.clusterIPs[0]: Invalid value: "ten": must be a ',
        'valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ].join(''),
    );
  });

  test('without an address stay without one', () => {
    const { server } = setUp();
    const spec = { ports, clusterIP: 'None', selector: { app: 'a' } };
    expect(accepted(createService(server, 'a', spec)).spec).toMatchObject({
      clusterIP: 'None',
      clusterIPs: ['None'],
      ipFamilies: ['IPv4'],
    });
    const named = accepted(
      createService(server, 'b', { type: 'ExternalName', externalName: 'x.io' }),
    );
    expect(named.spec.clusterIP).toBeUndefined();
  });

  test('get node ports, which are unique and in their range', () => {
    const { server } = setUp();
    const { spec } = accepted(createService(server, 'a', { type: 'NodePort', ports }));
    expect(spec.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30_086);
    const at = (nodePort: number) => ({ type: 'NodePort', ports: [{ port: 80, nodePort }] });
    accepted(createService(server, 'b', at(30_001)));
    expect(messageOf(createService(server, 'c', at(30_001)))).toBe(
      [
        'Service "c" is invalid: spec.ports[0].nodePort: Invalid value: 30001: provided ',
        'port is already allocated',
      ].join(''),
    );
    expect(messageOf(createService(server, 'c', at(80)))).toBe(
      [
        'Service "c" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port',
        ' is not in the valid range. The range of valid ports is 30000-32767',
      ].join(''),
    );
  });

  test('keep their address when their type changes, and lose ports that they do not need', () => {
    const { server } = setUp();
    const made = accepted(createService(server, 'a', { type: 'NodePort', ports }));
    const spec = { ports: [{ port: 80 }], type: 'ClusterIP' };
    const next = { ...made, spec };
    const changed = accepted(server.update(services, next, '', writeAs('test'), ORIGIN));
    expect(changed.spec.clusterIP).toBe(made.spec.clusterIP);
    expect(changed.spec.ports?.[0]?.nodePort).toBeUndefined();
    const moved = { ...changed, spec: { ...changed.spec, clusterIP: '10.96.9.9' } };
    expect(messageOf(server.update(services, moved, '', writeAs('test'), ORIGIN))).toBe(
      [
        'Service "a" is invalid: spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may ',
        'not change once set',
      ].join(''),
    );
  });

  test('keep what they have when only their labels change', () => {
    const { server } = setUp();
    const local = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports };
    const specs = [
      { ports },
      { ports, clusterIP: 'None' },
      { type: 'NodePort', ports },
      local,
      { ...local, allocateLoadBalancerNodePorts: false },
      { type: 'ExternalName', externalName: 'x.io' },
    ];
    for (const [i, spec] of specs.entries()) {
      const made = accepted(createService(server, `s${i}`, spec));
      const metadata = { ...made.metadata, labels: { a: 'b' } };
      const next = server.update(services, { ...made, metadata }, '', writeAs('test'), ORIGIN);
      expect(accepted(next)).toMatchObject({ metadata: { labels: { a: 'b' } }, spec: made.spec });
    }
  });
});
