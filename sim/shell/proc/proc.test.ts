import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../index.ts';

const onComputer = () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string) => cluster.runScript({ script, stdin: '', limitMs: 60_000 });
  return run;
};

test('/proc shows the machine and its processes, and who reads it as self', () => {
  const run = onComputer();
  expect(run('grep -c ^processor /proc/cpuinfo; nproc').stdout).toBe('4\n4\n');
  expect(run('cat /proc/sys/kernel/osrelease; uname -r').stdout).toBe('6.12.43\n6.12.43\n');
  expect(run("cat /proc/$$/comm; tr '\\0' ' ' < /proc/$$/cmdline").stdout).toMatch(/^bash\nbash /);
  expect(run('sed -n s/Name:.//p /proc/self/status').stdout).toBe('sed\n');
  expect(run('cut -d. -f1 < /proc/uptime').stdout).toMatch(/^\d+\n$/);
  expect(run('echo x > /proc/version').stderr).toContain('/proc/version: Permission denied');
  expect(run('cat /proc/nosuch').stderr).toBe('cat: /proc/nosuch: No such file or directory\n');
  expect(run('sleep 9 & ls -d /proc/$!; kill $!; wait 2> /dev/null; ls -d /proc/$!').exitCode).toBe(
    2,
  );
});

test('the machine is the one that its node tells of, and gives new uuids', () => {
  const run = onComputer();
  const told = 'kubectl get nodes -o jsonpath={.items[1].status.nodeInfo';
  const read = (path: string): string => run(`cat ${path}`).stdout.trim();
  expect(run(`${told}.bootID}`).stdout).toBe(read('/proc/sys/kernel/random/boot_id'));
  expect(run(`${told}.kernelVersion}`).stdout).toBe(read('/proc/sys/kernel/osrelease'));
  const uuids = run('cd /proc/sys/kernel/random; cat uuid uuid | sort -u').stdout;
  expect(uuids).toMatch(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n){2}$/);
});

test('a container sees its own processes, its limits and the environment of its program', () => {
  const run = onComputer();
  const limits = '{"memory":"64Mi","cpu":"250m"}';
  const container = `{"name":"n","image":"nginx:1.25","resources":{"limits":${limits}}}`;
  const overrides = `{"spec":{"containers":[${container}]}}`;
  run(`kubectl run n --image=nginx:1.25 --overrides='${overrides}'`);
  run('kubectl wait --for=condition=Ready pod/n');
  const within = (script: string) => run(`kubectl exec n -- sh -c '${script}'`);
  expect(within('cat /proc/1/comm; readlink /proc/1/exe').stdout).toBe('nginx\n/usr/sbin/nginx\n');
  expect(within('cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/cpu.max').stdout).toBe(
    '67108864\n25000 100000\n',
  );
  expect(within('tr "\\\\0" "\\\\n" < /proc/1/environ').stdout).toContain('\nHOSTNAME=n\n');
  expect(run('kubectl exec n -- cat /proc/self/comm').stdout).toBe('cat\n');
  expect(within('echo 1 > /proc/sys/vm/swappiness').stderr).toContain('Read-only file system');
  expect(within('mount | grep -c "^proc on /proc "; df | grep -c ^proc').stdout).toBe('1\n0\n');
});
