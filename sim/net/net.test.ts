import { describe, expect, it } from 'vitest';
import {
  type AnyKind,
  endpointSlices,
  type KubeObject,
  namespaces,
  services,
} from '../api/index.ts';
import {
  because,
  type Command,
  createMemoryFiles,
  createProcesses,
  createQueue,
  readerOf,
  writerTo,
} from '../kernel/index.ts';
import { createStore } from '../store/index.ts';
import { createGetent } from './getent.ts';
import { type DnsWorld, lookUp, routeOf } from './index.ts';
import { createNslookup } from './nslookup.ts';

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
const pods = [ready('10.244.0.14', 'db-0', true), ready('10.244.1.11', 'db-1', true)];
slice('mysql-headless', [...pods, ready('10.244.2.3', 'db-2', false)], { port: 3306 });
slice('mysql-named', [ready('10.244.0.14', '', true)], { name: 'mysql', port: 3306 });
slice('mysql-read', [ready('10.244.0.14', '', true)], { port: 3306 });

const world: DnsWorld = {
  view: store,
  upstream: (name) => (name === 'db.example.com' ? '203.0.113.10' : undefined),
};
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
  const processes = createProcesses(queue);
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
    const { code, records } = lookUp(world, name, type);
    if (code !== 'NOERROR') return code;
    return records.map((record) => {
      if (record.type === 'SRV') return `${record.weight} ${record.port} ${record.target}`;
      return record.type === 'A' ? record.address : record.target;
    });
  };

  it.each([
    ['mysql-headless.mysql.svc.cluster.local', 'A', ['10.244.0.14', '10.244.1.11']],
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
        'db-0.mysql-headless.mysql.svc.cluster.local',
        '10-244-0-14.mysql-named.mysql.svc.cluster.local',
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
    expect(routeOf(store, '10.100.37.21', 3306)).toEqual({ type: 'backends', backends });
    expect(routeOf(store, '10.100.37.21', 80)).toEqual({ type: 'dropped' });
    expect(routeOf(store, '10.100.37.22', 80)).toEqual({ type: 'refused' });
    expect(routeOf(store, '10.100.1.1', 80)).toEqual({ type: 'none' });
  });
});

describe('nslookup and getent', () => {
  it('asks along the search list', () => {
    const nslookup = createNslookup(world);
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
    const getent = createGetent(world);
    expect(run(getent, 'hosts mysql-read').output).toBe(
      '10.100.37.21    mysql-read.mysql.svc.cluster.local\n',
    );
    expect(run(getent, 'hosts k8sutils').output).toBe('10.244.0.13     k8sutils\n');
    expect(run(getent, 'hosts nosuch')).toEqual({ output: '', code: 2 });
  });
});
