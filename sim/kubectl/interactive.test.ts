import { beforeEach, expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Cluster, createStandardCluster } from '../index.ts';

const MANIFEST = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - {name: nginx, image: "nginx:1.25", ports: [{containerPort: 80, name: http}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 8000, targetPort: http}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {a: "1"}
`;

let cluster: Cluster;

beforeEach(() => {
  cluster = createStandardCluster(7, ALL_PARTS);
  cluster.files.write('/home/learner/all.yaml', MANIFEST);
  cluster.openTerminal('one', { columns: 80, rows: 24 });
  type('kubectl apply -f all.yaml; kubectl wait pod/web --for=condition=Ready; clear');
});

/** Types a line and lets time pass; what the terminal printed since. */
function type(line: string): string {
  const terminal = cluster.terminal('one');
  const from = terminal.output().length;
  terminal.master.sendLine(line);
  cluster.world.advance(20_000);
  return terminal.output().slice(from);
}

const editing = (): string => {
  const state = cluster.terminal('one').master.state();
  return state.type === 'edit' ? state.request.text : '';
};

function save(text: string | undefined): string {
  const terminal = cluster.terminal('one');
  const from = terminal.output().length;
  terminal.master.leaveEditor(text);
  cluster.world.advance(1_000);
  return terminal.output().slice(from);
}

test('edit applies what is saved', () => {
  type('kubectl edit cm conf');
  expect(editing()).toMatch(/^# Please edit the object below\.[\s\S]*\napiVersion: v1\ndata:\n/);
  expect(save(editing().replace('a: "1"', 'a: "2"'))).toContain('configmap/conf edited\n');
  expect(type("kubectl get cm conf -o jsonpath='{.data.a}'")).toContain('2');
});

test('edit without a change is cancelled', () => {
  type('kubectl edit cm conf');
  expect(save(undefined)).toContain('Edit cancelled, no changes made.\n');
  type('kubectl edit cm conf');
  expect(save(editing())).toContain('Edit cancelled, no changes made.\n');
});

test('edit opens again with the reason, and keeps a copy', () => {
  type('kubectl edit svc web');
  const broken = editing().replace('port: 8000', 'port: 80000');
  expect(save(broken)).toContain('error: services "web" is invalid\n');
  expect(editing()).toContain(
    '# services "web" was not valid:\n# * spec.ports[0].port: Invalid value: 80000',
  );
  expect(save(editing())).toMatch(
    /A copy of your changes has been stored to "\/tmp\/kubectl-edit-\d+\.yaml"\nerror: Edit cancelled, no valid changes were saved\./,
  );
});

test('a forwarded port answers on the computer until it is closed', () => {
  const started = type('kubectl port-forward svc/web 8080:8000 &');
  expect(started).toContain(
    'Forwarding from 127.0.0.1:8080 -> 80\nForwarding from [::1]:8080 -> 80\n',
  );
  const answer = type('curl -s localhost:8080');
  expect(answer).toContain('Handling connection for 8080\n');
  expect(answer).toContain('Welcome to nginx!');
  expect(type('kubectl port-forward pod/web 8080:http')).toContain(
    'error: unable to listen on any of the requested ports: [{8080 80}]',
  );
  type('kill %1');
  expect(type('curl -s localhost:8080; echo "exit $?"')).toContain('exit 7\n');
});

test('a debug container can be talked to', () => {
  type('kubectl debug -it web --image=busybox:1.36 -c look --target=nginx -- sh');
  expect(type('hostname')).toContain('web\n');
  type('exit');
  expect(type("kubectl get pod web -o jsonpath='{.spec.ephemeralContainers[*].name}'")).toContain(
    'look',
  );
});

test('a shell that was run ends its container, and --rm deletes the pod', () => {
  const opened = type('kubectl run -it --rm dns --image=busybox:1.28 -- sh');
  expect(opened).toContain(
    'All commands and output from this session will be recorded in container logs, including ' +
      'credentials and sensitive information passed through the command prompt.\n' +
      "If you don't see a command prompt, try pressing enter.\n",
  );
  expect(type('hostname')).toBe('/ # hostname\ndns\n');
  expect(type('exit')).toBe(
    '/ # exit\n' +
      "Session ended, resume using 'kubectl attach dns -c dns -n default -i -t' command\n" +
      'pod "dns" deleted from default namespace\n',
  );
  expect(type('kubectl get pod dns')).toContain('pods "dns" not found');
});

test('the code of a shell that was run is that of the command, and the log has what was typed', () => {
  type('kubectl run -it one --image=busybox:1.28 --restart=Never -- sh');
  type('echo hello');
  expect(type('exit 3')).toContain('pod default/one terminated (Error)\n');
  expect(type('echo "code $?"; kubectl get pod one --no-headers')).toMatch(
    /code 3\none +0\/1 +Error /,
  );
  expect(type('kubectl logs one')).toContain('/ # echo hello\nhello\n/ # exit 3\n');
});

test('the last who attached is asked, and everybody sees what is written', () => {
  type('kubectl run -it stay --image=busybox:1.28 --leave-stdin-open -- sh');
  type('x=kept');
  cluster.openTerminal('two', { columns: 80, rows: 24 });
  const two = cluster.terminal('two');
  two.master.sendLine('kubectl attach -it stay');
  cluster.world.advance(5_000);
  two.master.sendLine('echo "$x from two"');
  cluster.world.advance(5_000);
  expect(two.output()).toContain('kept from two\n');
  expect(cluster.terminal('one').output()).toContain('kept from two\n');
  expect(cluster.terminal('one').master.state().type).toBe('running');
});

test('what is piped into a container that is run comes out of it', () => {
  expect(
    type('echo hello | kubectl run -i --rm -q cat --image=busybox:1.28 --restart=Never -- cat'),
  ).toMatch(/\nhello\n$/);
  expect(
    type('kubectl run --rm --attach bad -q --image=busybox:1.28 --restart=Never -- sh -c "exit 7"'),
  ).toContain('pod default/bad terminated (Error)\n');
  expect(type('echo "code $?"; kubectl get pods -o name')).toContain('code 7\npod/web\n');
});

test('a terminal that the container does not have is refused', () => {
  expect(type('kubectl attach -it web')).toContain(
    'error: Unable to use a TTY - container nginx did not allocate one\n',
  );
  cluster.terminal('one').master.interrupt('');
  cluster.world.advance(1_000);
  expect(cluster.terminal('one').master.state().type).toBe('line');
});

test('a log that is followed ends when nobody reads it any more', () => {
  expect(type('kubectl logs -f web | head -3; echo ended')).toMatch(/(?:.*\n){4}ended\n$/);
});

test('who has the whole screen gives it back when stopped, and takes it again', () => {
  const { master } = cluster.terminal('one');
  expect(type('watch -n1 kubectl get pods')).toContain('\x1b[?1049h');
  const from = cluster.terminal('one').output().length;
  master.suspend('');
  cluster.world.advance(2_000);
  expect(cluster.terminal('one').output().slice(from)).toMatch(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    /\^Z\x1b\[\?1049l\n\[1\]\+ {2}Stopped +watch -n1 kubectl get pods\n$/,
  );
  expect(type('fg')).toMatch(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    /watch -n1 kubectl get pods\n\x1b\[\?1049h\x1b\[H\x1b\[2JEvery 1\.0s/,
  );
  master.interrupt('');
  cluster.world.advance(1_000);
  expect(master.state().type).toBe('line');
});
