import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from './session.ts';

const run = (script: string) =>
  createStandardCluster(1, ALL_PARTS).runScript({ script, stdin: '', limitMs: 60_000 });

test('the computer is a Debian with its programs, accounts and links', () => {
  expect(run('ls -d /bin/kubectl /usr/bin/jq /etc/passwd').stdout).toBe(
    '/bin/kubectl\n/etc/passwd\n/usr/bin/jq\n',
  );
  expect(
    run('. /etc/os-release; echo $ID; readlink /bin; test -x /bin/ls && echo yes').stdout,
  ).toBe('debian\nusr/bin\nyes\n');
});

test('a copy of a program is that program, under its new name too', () => {
  expect(run('cp /bin/seq count; ./count 2; mv count /tmp/c; /tmp/c 1').stdout).toBe('1\n2\n1\n');
});

test('the home directory is the learner’s, the system is root’s', () => {
  expect(run('> a; stat -c %U a /etc/passwd').stdout).toBe('learner\nroot\n');
  const refused = run('echo x > /etc/motd; ls /root; cd /root; find /root');
  expect(refused.stderr).toBe(
    'bash: line 1: /etc/motd: Permission denied\n' +
      "ls: cannot open directory '/root': Permission denied\n" +
      'bash: line 1: cd: /root: Permission denied\n' +
      'find: ‘/root’: Permission denied\n',
  );
});

test('sudo runs as root, with root’s home and without the learner’s cluster', () => {
  expect(run('sudo whoami; sudo sh -c "echo $HOME; id -u"; sudo A=1 printenv A HOME').stdout).toBe(
    'root\n/home/learner\n0\n1\n/root\n',
  );
  expect(run('sudo touch /etc/x && stat -c %U /etc/x; sudo nothing').stderr).toBe(
    'sudo: nothing: command not found\n',
  );
  expect(run('sudo kubectl get nodes').stderr).toContain('localhost:8080 was refused');
});

test('kubectl knows its cluster from ~/.kube/config alone', () => {
  const moved = run(
    'mv .kube/config c; kubectl get nodes >/dev/null 2>&1; echo $?; kubectl --kubeconfig c get nodes -o name',
  );
  expect(moved.stdout).toBe('1\nnode/node-1\nnode/node-2\nnode/node-3\n');
  const edited = run(
    'sed -i "s/namespace: default/namespace: kube-system/" ~/.kube/config; kubectl get pods -o name | wc -l',
  );
  expect(edited.stdout).toBe('2\n');
});
