import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const cluster = createStandardCluster(1, ALL_PARTS);
const run = (script: string): string => {
  const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 600_000 });
  return stdout + stderr;
};
const inside = (pod: string, line: string): string => run(`kubectl exec ${pod} -- ${line}`);

const places = (pod: string, names: string): string => inside(pod, `which ${names}`);

const MISSING = 'executable file not found in $PATH';
const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n';
const ALPINE_GROUPS =
  '0(root),1(bin),2(daemon),3(sys),4(adm),6(disk),10(wheel),11(floppy),20(dialout),26(tape),27(video)';
const ROOT = 'uid=0(root) gid=0(root) groups=0(root)';

interface Walked {
  readonly pod: string;
  readonly image: string;
  readonly command?: string;
  readonly env?: string;
  readonly system: string;
  readonly id: string;
  /** What `ps` shows of the first process, or why there is none. */
  readonly ps: string;
}

const SLEEP = '-- sleep 100000';
const IMAGES: readonly Walked[] = [
  {
    ...{ pod: 'nginx', image: 'nginx:1.27', system: DEBIAN, id: ROOT, ps: MISSING },
  },
  {
    ...{ pod: 'nginx-alpine', image: 'nginx:1.27-alpine', system: 'NAME="Alpine Linux"\n' },
    ...{ id: ROOT, ps: '    1 root      0:00 nginx -g daemon off;' },
  },
  { pod: 'httpd', image: 'httpd:2.4', system: DEBIAN, id: ROOT, ps: MISSING },
  { pod: 'redis', image: 'redis:7.4', system: DEBIAN, id: ROOT, ps: MISSING },
  {
    ...{ pod: 'postgres', image: 'postgres:16', env: 'POSTGRES_PASSWORD=x', system: DEBIAN },
    ...{ id: ROOT, ps: '    PID TTY          TIME CMD' },
  },
  {
    ...{ pod: 'mysql', image: 'mysql:8.4', env: 'MYSQL_ROOT_PASSWORD=x' },
    ...{ system: 'NAME="Oracle Linux Server"\n', id: ROOT, ps: MISSING },
  },
  {
    ...{ pod: 'mariadb', image: 'mariadb:11.4', env: 'MARIADB_ROOT_PASSWORD=x' },
    ...{ system: 'PRETTY_NAME="Ubuntu 24.04.3 LTS"\n', id: ROOT, ps: ' 1 ?        00:00:00' },
  },
  {
    ...{ pod: 'busybox', image: 'busybox:1.36', command: SLEEP },
    ...{ system: 'No such file or directory', id: 'groups=0(root),10(wheel)' },
    ps: '    1 root      0:00 sleep 100000',
  },
  {
    ...{ pod: 'alpine', image: 'alpine:3.20', command: SLEEP, system: 'NAME="Alpine Linux"\n' },
    ...{ id: `groups=${ALPINE_GROUPS}`, ps: '    1 root      0:00 sleep 100000' },
  },
  { pod: 'debian', image: 'debian:12', command: SLEEP, system: DEBIAN, id: ROOT, ps: MISSING },
  {
    ...{ pod: 'ubuntu', image: 'ubuntu:24.04', command: SLEEP, id: ROOT },
    ...{ system: 'PRETTY_NAME="Ubuntu 24.04.3 LTS"\n', ps: '1 ?        00:00:00 sleep' },
  },
  {
    ...{ pod: 'curl', image: 'curlimages/curl:8.10.1', command: SLEEP },
    ...{ system: 'NAME="Alpine Linux"\n', id: 'uid=100(curl_user) gid=101(curl_group)' },
    ps: '    1 curl_use  0:00 sleep 100000',
  },
  {
    ...{ pod: 'netshoot', image: 'nicolaka/netshoot', command: SLEEP, id: ALPINE_GROUPS },
    ...{ system: 'NAME="Alpine Linux"\n', ps: 'sleep' },
  },
  {
    ...{ pod: 'utils', image: 'quay.io/iamgini/k8sutils:debian12-1.1', command: SLEEP },
    ...{ system: DEBIAN, id: ROOT, ps: '1 ?        00:00:00 sleep' },
  },
  {
    ...{ pod: 'slim', image: 'registry.k8s.io/nginx-slim:0.24', system: DEBIAN, id: ROOT },
    ps: MISSING,
  },
  {
    ...{ pod: 'pause', image: 'registry.k8s.io/pause:3.10', system: MISSING, id: MISSING },
    ps: MISSING,
  },
];

run(
  IMAGES.map(({ pod, image, env = 'A=1', command = '' }) => {
    return `kubectl run ${pod} --image=${image} --env=${env} ${command}`;
  }).join('; '),
);
run('kubectl wait --for=condition=Ready pod --all --timeout=300s; sleep 45');

describe.each(IMAGES)('$image', ({ pod, system, id, ps }) => {
  it('is the system that it is made from, with its users and tools', () => {
    expect(inside(pod, 'cat /etc/os-release').split(/(?<=\n)/)[0]).toContain(system);
    expect(inside(pod, 'id')).toContain(id);
    expect(inside(pod, 'ps')).toContain(ps);
    if (pod === 'pause') return;
    expect(inside(pod, 'ls /')).toMatch(/^(afs\n)?bin\n(.*\n)*etc\n(.*\n)*var\n$/);
    expect(inside(pod, 'env')).toMatch(/^PATH=.*(.*\n)*HOME=\/(root|home\/curl_user)\n$/);
  });
});

describe('main programs', () => {
  it.each([
    ['nginx', 'nginx -v', /^nginx version: nginx\/1\.27\.\d+\n$/],
    ['httpd', 'httpd -v', /^Server version: Apache\/2\.4\.\d+ \(Unix\)\n/],
    ['redis', 'redis-server --version', /^Redis server v=7\.4\.\d+ /],
    ['postgres', 'postgres --version', /^postgres \(PostgreSQL\) 16\.\d+ /],
    ['mysql', 'mysqld --version', /^\/usr\/sbin\/mysqld {2}Ver 8\.4\.\d+ for Linux on x86_64/],
    ['mariadb', 'mariadbd --version', /^mariadbd {2}Ver 11\.4\.\d+-MariaDB-ubu2404 for debian/],
  ])('of %s says its version', (pod, line, wanted) => {
    expect(inside(pod, line)).toMatch(wanted);
  });

  it('write the log of the real ones, with who asked', () => {
    const ip = "kubectl get pod nginx -o jsonpath='{.status.podIP}'";
    const page = run(
      `kubectl exec busybox -- wget -qO- $(${ip}); ${ip.replace('nginx', 'busybox')}`,
    );
    expect(page).toContain('<title>Welcome to nginx!</title>');
    const asking = page.split('\n').at(-1);
    const log = run('kubectl logs nginx');
    expect(log).toMatch(/^\/docker-entrypoint\.sh: \/docker-entrypoint\.d\/ is not empty/);
    expect(log).toMatch(/\[notice\] 1#1: start worker process 29\n/);
    expect(log).toContain(`\n${asking} - - [23/Nov/2026:08:0`);
    expect(log).toContain('"GET / HTTP/1.1" 200 615 "-" "Wget" "-"\n');
  });

  it('belong to the user that their entrypoint makes of root', () => {
    expect(inside('mysql', 'ls -l /var/lib/mysql')).toMatch(
      /^-rw-r----- 1 mysql mysql .* auto.cnf$/m,
    );
    expect(inside('postgres', 'ls -ld /var/lib/postgresql/data')).toMatch(/ postgres postgres /);
    expect(inside('redis', 'ls -ld /data')).toMatch(/ redis redis /);
  });

  it.each([
    ['nginx', 'signal 3 (SIGQUIT) received, shutting down'],
    ['httpd', 'AH00492: caught SIGWINCH, shutting down gracefully'],
    ['redis', 'Received SIGTERM scheduling shutdown...'],
    ['postgres', 'LOG:  received fast shutdown request'],
    ['mysql', 'Received SHUTDOWN from user <via user signal>'],
    ['mariadb', 'Normal shutdown'],
  ])('of %s end at the signal of their image', (pod, wanted) => {
    const log = run(
      `kubectl logs -f ${pod} --tail=0 & kubectl delete pod ${pod} > /dev/null; wait`,
    );
    expect(log).toContain(wanted);
  });

  it('take little of their machine while nobody asks', () => {
    const used = run('kubectl top pods --no-headers');
    expect(used).toMatch(/^busybox +\dm +[01]Mi/m);
    expect(used).toMatch(/^nginx-alpine +\dm +[3-5]Mi/m);
  });

  it('give way to another command behind the entrypoint', () => {
    run('kubectl run other --image=mysql:8.4 --restart=Never -- bash -c "echo other"; sleep 10');
    expect(run('kubectl logs other')).toBe('other\n');
  });
});

describe('programs are files where their system has them', () => {
  const image = (name: string, command = ''): void => {
    run(`kubectl run has-${name} --image=${name} ${command}`);
    run(`kubectl wait --for=condition=Ready pod/has-${name} --timeout=60s`);
  };
  it('of Debian, whose /bin is /usr/bin', () => {
    image('nginx');
    expect(places('has-nginx', 'ls nginx curl')).toBe(
      '/usr/bin/ls\n/usr/sbin/nginx\n/usr/bin/curl\n',
    );
    expect(inside('has-nginx', 'readlink /bin')).toBe('usr/bin\n');
    expect(inside('has-nginx', 'test -x /bin/ls')).toBe('');
  });
  it('of BusyBox and Alpine', () => {
    image('busybox', SLEEP);
    image('alpine', SLEEP);
    expect(places('has-busybox', 'ls nslookup')).toBe('/bin/ls\n/bin/nslookup\n');
    const script = "'echo echo ran > /tmp/x; chmod +x /tmp/x; /tmp/x'";
    expect(inside('has-busybox', `sh -c ${script}`)).toBe('ran\n');
    expect(places('has-alpine', 'ls awk ip')).toBe('/bin/ls\n/usr/bin/awk\n/sbin/ip\n');
  });
  it('of a server that was built into its image', () => {
    image('redis');
    expect(places('has-redis', 'redis-cli redis-server')).toBe(
      '/usr/local/bin/redis-cli\n/usr/local/bin/redis-server\n',
    );
  });
});
