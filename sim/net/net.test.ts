import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import {
  type AnyKind,
  endpointSlices,
  type KubeObject,
  namespaces,
  pods,
  services,
} from '../api/index.ts';
import {
  because,
  type Command,
  createMemoryFiles,
  createPrng,
  createProcesses,
  createQueue,
  readerOf,
  writerTo,
} from '../kernel/index.ts';
import { createStore } from '../store/index.ts';
import {
  createDial,
  createNetwork,
  DNS_ADDRESS,
  dataText,
  networkTools,
  PLAIN_NETWORK,
  routeOf,
} from './index.ts';

const ORIGIN = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 0 };
const queue = createQueue(0);
const store = createStore(queue, 1);
const put = (kind: AnyKind, namespace: string | undefined, name: string, rest: object): void => {
  const metadata = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: `${kind.kind}/${namespace}/${name}`,
    resourceVersion: '',
    creationTimestamp: '',
    ...('metadata' in rest ? (rest.metadata as object) : {}),
  };
  store.put(kind, { apiVersion: 'v1', kind: kind.kind, ...rest, metadata } as KubeObject, ORIGIN);
};
const ready = (address: string, hostname: string, isReady: boolean): object => ({
  addresses: [address],
  ...(hostname === '' ? {} : { hostname }),
  conditions: { ready: isReady, serving: isReady, terminating: false },
});
const slice = (service: string, endpoints: object[], port: object): void =>
  put(endpointSlices, 'mysql', `${service}-x`, {
    metadata: { labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4',
    endpoints,
    ports: [port],
  });

put(namespaces, undefined, 'mysql', {});
put(namespaces, undefined, 'default', {});
put(services, 'mysql', 'mysql-headless', { spec: { clusterIP: 'None', ports: [{ port: 3306 }] } });
put(services, 'mysql', 'mysql-named', {
  spec: { clusterIP: 'None', ports: [{ port: 3306, name: 'mysql' }] },
});
put(services, 'mysql', 'mysql-read', {
  spec: { clusterIP: '10.100.37.21', ports: [{ port: 3306 }] },
});
put(services, 'mysql', 'empty', { spec: { clusterIP: '10.100.37.22', ports: [{ port: 80 }] } });
put(services, 'mysql', 'outside', {
  spec: { type: 'ExternalName', externalName: 'db.example.com' },
});
const dbPods = [ready('10.244.0.14', 'db-0', true), ready('10.244.1.11', 'db-1', true)];
slice('mysql-headless', [...dbPods, ready('10.244.2.3', 'db-2', false)], { port: 3306 });
slice('mysql-named', [ready('10.244.0.14', '', true)], { name: 'mysql', port: 3306 });
slice('mysql-read', [ready('10.244.0.14', '', true)], { port: 3306 });

put(pods, 'mysql', 'db-0', { spec: {}, status: { phase: 'Running', podIP: '10.244.0.14' } });

const network = createNetwork({
  apiServer: { protocol: 'tcp', speaksFirst: false },
  view: store,
  clock: queue,
  prng: createPrng(1),
  options: { ...PLAIN_NETWORK, upstream: { 'db.example.com': '203.0.113.10' } },
  serviceOf: (_namespace, pod, port) =>
    pod === 'db-0' && port === 3306 ? { protocol: 'tcp', speaksFirst: true } : undefined,
});
const from = { namespace: 'mysql', pod: 'k8sutils', address: '10.244.0.13' };
const tools = new Map(
  networkTools({ network, from, clock: queue, prng: createPrng(1) }, [
    ...['nslookup', 'getent', 'dig', 'host', 'ping', 'curl', 'wget', 'nc'],
  ]).map((tool) => [tool.name, tool]),
);
const busybox = (minor: number, name: string): Command =>
  networkTools({ network, from, clock: queue, prng: createPrng(1) }, [
    `${name}@busybox-1.${minor}`,
  ])[0] as Command;
const files = createMemoryFiles({
  nowEpochMs: () => 0,
  files: {
    '/etc/resolv.conf':
      'search mysql.svc.cluster.local svc.cluster.local cluster.local\n' +
      'nameserver 10.96.0.10\noptions ndots:5\n',
    '/etc/hosts': '127.0.0.1\tlocalhost\n10.244.0.13\tk8sutils\n',
  },
});

function run(command: Command, line: string): { output: string; code: number | undefined } {
  const processes = createProcesses(queue, ALL_PARTS);
  let output = '';
  const out = writerTo((text) => {
    output += text;
  });
  const process = processes.spawn(command.name, (self) =>
    command.run({
      args: line.split(' '),
      name: command.name,
      env: new Map(),
      directory: '/',
      files,
      stdin: readerOf(''),
      stdout: out,
      stderr: out,
      tty: undefined,
      self,
    }),
  );
  processes.resume();
  return { output, code: process.exitCode() };
}

const NOTE = ';; Got recursion not available from 10.96.0.10\n';
const HEAD = 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n';

describe('cluster DNS', () => {
  const values = (name: string, type: 'A' | 'AAAA' | 'SRV' | 'PTR'): string[] | string => {
    const reply = network.ask(from, DNS_ADDRESS, { name, type });
    if (reply.type !== 'answer') return reply.type;
    const { code, answers } = reply.message;
    if (code !== 'NOERROR') return code;
    return answers.map((record) => {
      if (record.type === 'SRV') return `${record.weight} ${record.port} ${record.target}`;
      return dataText(record).replace(/\.$/, '');
    });
  };

  it.each([
    ['mysql-headless.mysql.svc.cluster.local', 'A', ['10.244.1.11', '10.244.0.14']],
    ['db-0.mysql-headless.mysql.svc.cluster.local', 'A', ['10.244.0.14']],
    ['db-2.mysql-headless.mysql.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['10-244-0-14.mysql-named.mysql.svc.cluster.local', 'A', ['10.244.0.14']],
    ['mysql-read.mysql.svc.cluster.local', 'A', ['10.100.37.21']],
    ['mysql-read.mysql.svc.cluster.local', 'AAAA', []],
    ['empty.mysql.svc.cluster.local', 'A', ['10.100.37.22']],
    ['nosuch.mysql.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['mysql.svc.cluster.local', 'A', []],
    ['outside.mysql.svc.cluster.local', 'A', ['db.example.com', '203.0.113.10']],
    ['10-244-0-14.mysql.pod.cluster.local', 'A', ['10.244.0.14']],
    ['21.37.100.10.in-addr.arpa', 'PTR', ['mysql-read.mysql.svc.cluster.local']],
    [
      '14.0.244.10.in-addr.arpa',
      'PTR',
      [
        '10-244-0-14.mysql-read.mysql.svc.cluster.local',
        '10-244-0-14.mysql-named.mysql.svc.cluster.local',
        'db-0.mysql-headless.mysql.svc.cluster.local',
      ],
    ],
    [
      '_mysql._tcp.mysql-named.mysql.svc.cluster.local',
      'SRV',
      ['100 3306 10-244-0-14.mysql-named.mysql.svc.cluster.local'],
    ],
    ['_mysql._tcp.mysql-headless.mysql.svc.cluster.local', 'SRV', 'NXDOMAIN'],
    [
      'mysql-headless.mysql.svc.cluster.local',
      'SRV',
      [
        '50 3306 db-0.mysql-headless.mysql.svc.cluster.local',
        '50 3306 db-1.mysql-headless.mysql.svc.cluster.local',
      ],
    ],
  ] as const)('%s %s', (name, type, wanted) => expect(values(name, type)).toEqual(wanted));

  it('routes virtual addresses to ready endpoints', () => {
    const backends = [{ address: '10.244.0.14', port: 3306, pod: '' }];
    expect(routeOf(store, '10.100.37.21', 3306, from.address)).toEqual({
      type: 'backends',
      backends,
      affinityMs: 0,
    });
    expect(routeOf(store, '10.100.37.21', 80, from.address)).toEqual({ type: 'dropped' });
    expect(routeOf(store, '10.100.37.22', 80, from.address)).toEqual({ type: 'refused' });
    expect(routeOf(store, '10.100.1.1', 80, from.address)).toEqual({ type: 'none' });
  });
});

describe('nslookup and getent', () => {
  it('asks along the search list', () => {
    const nslookup = tools.get('nslookup') as Command;
    expect(run(nslookup, 'mysql-read')).toEqual({
      output:
        `${NOTE}${HEAD}Name:\tmysql-read.mysql.svc.cluster.local\n` +
        `Address: 10.100.37.21\n${NOTE}\n`,
      code: 0,
    });
    expect(run(nslookup, 'nosuch')).toEqual({
      output: `${NOTE.repeat(4)}${HEAD}** server can't find nosuch: NXDOMAIN\n\n`,
      code: 1,
    });
    expect(run(nslookup, '-type=AAAA mysql-read.mysql.svc.cluster.local').output).toBe(
      `${NOTE.repeat(4)}${HEAD}*** Can't find mysql-read.mysql.svc.cluster.local: No answer\n\n`,
    );
    expect(run(nslookup, '10.100.37.21').output).toBe(
      `${NOTE}21.37.100.10.in-addr.arpa\tname = mysql-read.mysql.svc.cluster.local.\n\n`,
    );
  });

  it('lists hosts', () => {
    const getent = tools.get('getent') as Command;
    expect(run(getent, 'hosts mysql-read').output).toBe(
      '10.100.37.21    mysql-read.mysql.svc.cluster.local\n',
    );
    expect(run(getent, 'hosts k8sutils').output).toBe('10.244.0.13     k8sutils\n');
    expect(run(getent, 'hosts nosuch')).toEqual({ output: '', code: 2 });
  });
});

describe('tools between pods', () => {
  const tool = (name: string): Command => tools.get(name) as Command;

  it('tell open, refused and unknown apart', () => {
    expect(run(tool('nc'), '-zv mysql-read 3306')).toEqual({
      output: 'Connection to mysql-read (10.100.37.21) 3306 port [tcp/mysql] succeeded!\n',
      code: 0,
    });
    expect(run(tool('curl'), '-sS http://empty')).toEqual({
      output:
        "curl: (7) Failed to connect to empty port 80 after 0 ms: Couldn't connect to server\n",
      code: 7,
    });
    expect(run(tool('wget'), '-qO- http://nosuch').code).toBe(4);
    expect(run(busybox(36, 'wget'), '-qO- http://nosuch')).toEqual({
      output: "wget: bad address 'nosuch'\n",
      code: 1,
    });
    expect(run(tool('curl'), '-sS mysql-read:3306').output).toBe(
      'curl: (1) Received HTTP/0.9 when not allowed\n',
    );
  });

  it('leave what they did in the log', () => {
    const last = network.requests().filter(({ protocol }) => protocol !== 'dns');
    expect(last.map(({ host, outcome, pod }) => `${host} ${outcome} ${pod}`)).toEqual([
      'mysql-read ok db-0',
      'empty refused ',
      'nosuch unresolved ',
      'nosuch unresolved ',
      'mysql-read ok db-0',
    ]);
  });

  it('print short answers', () => {
    expect(run(tool('dig'), '+short mysql-read.mysql.svc.cluster.local').output).toBe(
      '10.100.37.21\n',
    );
    expect(run(tool('host'), 'outside').output).toBe(
      'outside.mysql.svc.cluster.local is an alias for db.example.com.\n' +
        'db.example.com has address 203.0.113.10\n',
    );
    expect(run(busybox(28, 'nslookup'), 'mysql-read').output).toBe(
      'Server:    10.96.0.10\nAddress 1: 10.96.0.10\n\n' +
        'Name:      mysql-read\nAddress 1: 10.100.37.21 mysql-read.mysql.svc.cluster.local\n',
    );
  });
});

describe('the cache of CoreDNS', () => {
  it('answers for what has gone, until its time is up', () => {
    const cached = createNetwork({
      apiServer: { protocol: 'tcp', speaksFirst: false },
      view: store,
      clock: queue,
      prng: createPrng(1),
      options: { ...PLAIN_NETWORK, dnsCacheSeconds: 30 },
      serviceOf: () => undefined,
    });
    const answer = (): string => {
      const name = 'db-1.mysql-headless.mysql.svc.cluster.local';
      const reply = cached.ask(from, DNS_ADDRESS, { name, type: 'A' });
      if (reply.type !== 'answer') return reply.type;
      const { code, answers } = reply.message;
      return `${code} ${answers.map(({ ttl }) => ttl).join(' ')}`.trim();
    };
    expect(answer()).toBe('NOERROR 30');
    slice('mysql-headless', [ready('10.244.0.14', 'db-0', true)], { port: 3306 });
    queue.moveTo(queue.nowMs() + 10_000);
    expect(answer()).toBe('NOERROR 20');
    queue.moveTo(queue.nowMs() + 20_000);
    expect(answer()).toBe('NXDOMAIN');
  });
});

it('a pod reaches itself through loopback before anybody knows its address', () => {
  const starting = { namespace: 'mysql', pod: 'db-0', address: '10.244.0.77' };
  expect(network.connect(starting, '127.0.0.1', 3306).type).toBe('open');
  expect(network.connect(starting, '10.244.0.77', 3306).type).not.toBe('open');
});

it('what goes through the file of a socket is no request on the network', () => {
  const dial = createDial({ network, from, clock: queue, prng: createPrng(1) }, () => files);
  const dialling = (port: number): Command => ({
    ...(tools.get('nc') as Command),
    *run() {
      yield* dial('127.0.0.1', port, 1000);
      return 0;
    },
  });
  const before = network.requests().length;
  run(dialling(-3306), '');
  expect(network.requests()).toHaveLength(before);
  run(dialling(3306), '');
  expect(network.requests()).toHaveLength(before + 1);
});
