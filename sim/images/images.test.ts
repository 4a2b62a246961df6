import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import {
  createMemoryFiles,
  createPrng,
  createProcesses,
  createQueue,
  type FileSystem,
  partsOf,
  readerOf,
  tableOf,
  writerTo,
} from '../kernel/index.ts';
import type { ServerStart, Step } from '../node/index.ts';
import { createImages } from './index.ts';
import { MYSQL } from './mysql/image.ts';
import { startServer } from './mysql/server.ts';
import { NGINX } from './nginx.ts';

const images = createImages(ALL_PARTS);
const find = (name: string): string => {
  const answer = images.find(name);
  if (answer.ok)
    return `${answer.image.isModelled ? 'modelled' : 'unknown'} ${answer.image.reference}`;
  return answer.error.message;
};

const startOf = (env: Record<string, string>, files: FileSystem): ServerStart => ({
  args: ['mysqld'],
  env: new Map(Object.entries(env)),
  files,
  isPlain: false,
  hostname: 'mysql-0',
  address: '10.244.0.5',
  ports: [3306],
  startedAtEpochMs: Date.UTC(2026, 10, 23),
  prng: createPrng(1),
  clock: createQueue(Date.UTC(2026, 10, 23)),
  // biome-ignore lint/correctness/useYield: nobody is there, which is known at once
  *dial() {
    return { ok: false, error: 'refused', address: '' };
  },
  schedule: () => undefined,
  log: () => undefined,
  spawn: () => undefined,
  terminate: () => undefined,
});

/** All steps of a start: programs among them are run at once. */
const steps = (version: string, start: ServerStart): readonly Step[] => {
  const expand = (list: readonly Step[]): Step[] =>
    list.flatMap((step) => {
      if (step.type !== 'run') return [step];
      const processes = createProcesses(createQueue(start.startedAtEpochMs), partsOf([]));
      let next: readonly Step[] = [];
      processes.spawn('mysqld', function* (self) {
        const writer = writerTo(() => undefined);
        const streams = { stdin: readerOf(''), stdout: writer, stderr: writer, tty: undefined };
        const { env, files } = start;
        const context = { args: [], name: '', env, directory: '/', files, self, ...streams };
        next = yield* step.program(context, () => tableOf([]));
        return 0;
      });
      processes.resume();
      return expand(next);
    });
  return expand(startServer({ kind: 'oracle', version }, start).steps);
};
const logOf = (list: readonly Step[]): string =>
  list.map((step) => (step.type === 'log' ? step.text : '')).join('');
const apply = (list: readonly Step[], files: FileSystem): void => {
  for (const step of list) {
    if (step.type !== 'write') continue;
    if (step.path.endsWith('/')) files.makeDirectory(step.path.slice(0, -1));
    else files.write(step.path, step.content);
  }
};
const emptyData = (): FileSystem =>
  createMemoryFiles({ nowEpochMs: () => 0, files: { '/var/lib/mysql/': '' } });

describe('nginx', () => {
  it('has each note of its start at the time to which it has come', () => {
    const server = NGINX[0]?.content('1.25')?.servers['nginx'];
    const files = createMemoryFiles({ nowEpochMs: () => 0, files: {} });
    const start = { ...startOf({}, files), args: ['nginx', '-g', 'daemon off;'], isPlain: true };
    const startedAtEpochMs = start.startedAtEpochMs + 950;
    const log = logOf((server?.start({ ...start, startedAtEpochMs }) ?? []) as readonly Step[]);
    const times = log.match(/^\S+ (\S+)(?= \[notice\])/gm) ?? [];
    expect(times.length).toBeGreaterThan(8);
    expect(new Set(times)).toEqual(new Set(['2026/11/23 00:00:01']));
  });
});

describe('images', () => {
  it.each([
    ['mysql:8.2.0', 'modelled docker.io/library/mysql:8.2.0'],
    ['mysql:8.4', 'modelled docker.io/library/mysql:8.4'],
    ['nginx', 'modelled docker.io/library/nginx:latest'],
    ['nginx:1.25-alpine', 'modelled docker.io/library/nginx:1.25-alpine'],
    ['registry.k8s.io/nginx-slim:0.24', 'modelled registry.k8s.io/nginx-slim:0.24'],
    ['busybox:1.28', 'modelled docker.io/library/busybox:1.28'],
    ['quay.io/iamgini/k8sutils:debian12-1.1', 'modelled quay.io/iamgini/k8sutils:debian12-1.1'],
    ['example.com/team/app:1', 'unknown example.com/team/app:1'],
    [
      'mysql:does-not-exist',
      'rpc error: code = NotFound desc = failed to pull and unpack image ' +
        '"docker.io/library/mysql:does-not-exist": failed to resolve reference ' +
        '"docker.io/library/mysql:does-not-exist": ' +
        'docker.io/library/mysql:does-not-exist: not found',
    ],
    [
      'Nginx:1',
      'Failed to apply default image tag "Nginx:1": couldn\'t parse image name "Nginx:1": ' +
        'invalid reference format: repository name must be lowercase',
    ],
  ])('%s', (name, wanted) => expect(find(name)).toBe(wanted));

  it('deny a repository that Docker Hub does not have', () => {
    expect(find('mysqll:8')).toContain('pull access denied, repository does not exist');
  });
});

describe('MySQL', () => {
  const env = {
    MYSQL_ROOT_PASSWORD: 'x',
    MYSQL_DATABASE: 'app',
    MYSQL_USER: 'u',
    MYSQL_PASSWORD: 'p',
  };

  it('refuses an empty directory without a password option', () => {
    const list = steps('8.2.0', startOf({}, emptyData()));
    expect(logOf(list)).toContain('Database is uninitialized and password option is not specified');
    expect(list.at(-1)).toMatchObject({ type: 'exit', exitCode: 1 });
  });

  it('initialises an empty directory once', () => {
    const files = emptyData();
    const first = steps('8.2.0', startOf(env, files));
    apply(first, files);
    expect(logOf(first)).toContain('[Entrypoint]: Creating database app');
    expect(logOf(first)).toContain("ready for connections. Version: '8.2.0'");
    expect(first.at(-1)).toMatchObject({ type: 'listen', port: 3306 });
    const names = files.list('/var/lib/mysql');
    expect(names.ok && names.value).toContain('ibdata1');
    const again = steps('8.2.0', startOf({}, files));
    expect(logOf(again)).not.toContain('Initializing database files');
    expect(logOf(again)).toContain('port: 3306');
  });

  it('upgrades older data and refuses newer data', () => {
    const files = emptyData();
    apply(steps('8.3.0', startOf(env, files)), files);
    const upgrade = steps('8.4.0', startOf(env, files));
    expect(logOf(upgrade)).toContain("Server upgrade from '80300' to '80400' completed.");
    apply(upgrade, files);
    const back = steps('8.3.0', startOf(env, files));
    expect(logOf(back)).toContain(
      'Cannot boot server version 80300 on data directory built by version 80400.',
    );
    expect(back.at(-1)).toMatchObject({ type: 'exit', exitCode: 1 });
  });
});

it.each([
  ['5.7.44', 'bash-4.2\\$ ', '5.7.44-1.el7'],
  ['8.0.36', 'bash-4.4\\$ ', '8.0.36-1.el8'],
  ['8.0.37', 'bash-5.1\\$ ', '8.0.37-1.el9'],
  ['8.2.0', 'bash-4.4\\$ ', '8.2.0-1.el8'],
  ['8.4.0', 'bash-5.1\\$ ', '8.4.0-1.el9'],
  ['8.4.0-oraclelinux8', 'bash-4.4\\$ ', '8.4.0-1.el8'],
])('mysql:%s is made on the Oracle Linux of its time', (tag, prompt, release) => {
  const content = MYSQL.content(tag);
  expect(content?.prompts.bash).toBe(prompt);
  expect(content?.env).toMatchObject({ MYSQL_VERSION: release });
});
