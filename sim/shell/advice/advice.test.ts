import { beforeAll, expect, test } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { type Cluster, createStandardCluster } from '../../index.ts';
import type { Advice } from '../../kernel/index.ts';

let cluster: Cluster;

beforeAll(() => {
  cluster = createStandardCluster(7, ALL_PARTS);
  cluster.files.write('/home/learner/notes.txt', 'one\n');
  cluster.files.write('/home/learner/run.sh', 'echo run\n');
  cluster.files.write('/home/learner/all.yaml', '');
  cluster.openTerminal('one', { columns: 80, rows: 24 });
});

/** What is suggested after a line, and Ctrl-C where that is not its end. */
function adviceAfter(text: string): Advice[] {
  const terminal = cluster.terminal('one');
  const before = terminal.advice().length;
  for (const line of text.split('\n')) {
    terminal.master.sendLine(line);
    cluster.world.advance(5_000);
  }
  terminal.master.interrupt('');
  cluster.world.advance(1_000);
  return terminal
    .advice()
    .slice(before)
    .map(({ code, values }) => ({ code, values }));
}

test.each<[string, Advice['code'], Advice['values']]>([
  ['kubeclt get pods', 'command', { meant: 'kubectl' }],
  ['Kubectl get pods', 'command', { meant: 'kubectl' }],
  ['kubectlget pods', 'command', { meant: 'kubectl get' }],
  ['exprot A=1', 'command', { meant: 'export' }],
  ['cd..', 'command', { meant: 'cd ..' }],
  ['cls', 'command', { meant: 'clear' }],
  ['sl', 'command', { meant: 'ls' }],
  ['docker ps', 'instead', { word: 'docker', meant: 'kubectl' }],
  ['kubectx', 'instead', { word: 'kubectx', meant: 'kubectl config use-context' }],
  ['kubectl get ns | grpe kube', 'command', { meant: 'grep' }],
  ['kubectl get ns | wc-l', 'command', { meant: 'wc -l' }],
  [
    'kubens shop',
    'instead',
    { word: 'kubens', meant: 'kubectl config set-context --current --namespace=NAME' },
  ],
  ['get pods', 'command', { meant: 'kubectl get' }],
  ['kubectl get pod <pod-name>', 'placeholder', { found: '<pod-name>' }],
  ['kubectl logs <pod> -f', 'placeholder', { found: '<pod>' }],
  ['sudo kubectl get pods', 'noSudo', {}],
  ['$ kubectl get pods', 'prompt', { sign: '$' }],
  ['me@host:~$ kubectl get pods', 'prompt', { sign: 'me@host:~$' }],
  ['kubectl get pods –n shop', 'typographic', { found: '–', meant: '-' }],
  ['kubectl get pods —all-namespaces', 'typographic', { found: '—', meant: '--' }],
  ['kubectl get pods -l “app=web”', 'typographic', { found: '“', meant: '"' }],
  ['kubectl get pods；ls', 'typographic', { found: '；', meant: ';' }],
  ['kubectl\u00a0get pods', 'oddSpace', { character: 'U+00A0' }],
  ['if [-f x ]; then :; fi', 'bracket', { meant: '[ -f' }],
  ['A = 5', 'assignment', { meant: 'A=5' }],
  ['$A=5', 'meant', { meant: 'A=5' }],
  ['for i in 1 2 do echo $i; done', 'semicolon', { word: 'do' }],
  ['./run.sh', 'executable', { path: './run.sh' }],
  ['all.yaml', 'meant', { meant: 'kubectl apply -f all.yaml' }],
  ['cat note.txt', 'file', { meant: 'notes.txt' }],
  ['cd /hom', 'file', { meant: '/home' }],
  ["echo it's\n\n", 'openQuote', { quote: "'" }],
])('%s', (line, code, values) => {
  expect(adviceAfter(line)).toEqual([{ code, values }]);
});

test.each([
  'helm list',
  'git status',
  'false',
  'grep two notes.txt',
  'ls /nosuch',
  'echo "–n" > /nosuch/x',
  'echo 你好，世界 > /nosuch/x',
  'echo “hi”',
  'kubctl get pods 2> /dev/null',
  'bash run.sh; bash nosuch.sh',
  "echo 'one\ntwo'",
])('nothing is suggested after: %s', (line) => {
  expect(adviceAfter(line)).toEqual([]);
});
