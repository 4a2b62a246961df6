import type { Scenario } from './scenario.ts';

const FILES = {
  'list.yaml': 'apiVersion: v1\nkind: APIGroupList\nmetadata: {name: g}\n',
  'status.yaml': 'apiVersion: v1\nkind: Status\nmetadata: {name: s}\n',
  'custom.yaml':
    'apiVersion: stable.example.com/v1\nkind: CronTab\nmetadata: {name: ct}\nspec: {a: b}\n',
  'pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {a: z}}\n' +
    'spec: {containers: [{name: c, image: "nginx:1.25"}]}\n',
};
const TWO = ['a', 'b']
  .map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`)
  .join('---\n');
const each = (verb: string): string =>
  `for i in ${Object.keys(FILES).join(' ')}; do kubectl ${verb} --local -f $i; done`;

/** What is changed without the server may be of any kind; and slips of setting and labelling. */
export const UNLISTED: readonly Scenario[] = [
  {
    title: 'objects of kinds that the server does not list are changed locally',
    files: FILES,
    lines: [
      each('label a=c'),
      each('label a=c -l x=y'),
      each('annotate x=c -o yaml'),
      each(`patch --type=merge -p '{"metadata":{"labels":{"z":"x"}}}'`),
      `kubectl patch --local -f custom.yaml -p '{"spec":{"a":"c"}}'`,
      each('set image c=d'),
      each('set env A=d -o name'),
      each('set selector a=b'),
      'kubectl label -f custom.yaml a=c',
    ],
  },
  {
    title: 'images stand behind resources, and all labels that are there already are told',
    files: {},
    lines: [
      'kubectl create deploy web --image=nginx:1.25 --replicas=3',
      'sleep 5',
      'kubectl set image deploy/web nginx=a cm/x',
      'kubectl set image deploy/web foo-',
      'kubectl set image deploy/web nginx=a nginx',
      'kubectl set image web- nginx=a',
      'kubectl label deploy web b=1 c=2',
      'kubectl label deploy web b=9 c=9 2>&1 | sort',
      'kubectl label deploy web b=9',
      'timeout 2 kubectl get deploy web -w --output-watch-events -o kyaml',
      'kubectl wait pod --all --for=delete --timeout=2s 2>&1 | grep -v ^I',
      'kubectl rollout restart -f nosuch',
      'kubectl get deploy --no_headers --sort_by=.metadata.name',
      'kubectl --request_timeout 5s get deploy --foo_bar',
      'kubectl create deploy x --context=bad',
      'kubectl run x --context=bad',
      'kubectl scale deploy x --cluster=bad',
      'kubectl autoscale deploy x --user=bad',
      `kubectl get deploy -o jsonpath='{.items[?(@.metadata.name in "web")].kind}'`,
      `kubectl get deploy -o jsonpath='{.items[?(@.nosuch foo)].kind}'`,
    ],
  },
  {
    title: 'lists of what was applied and objects that were waited for are shown as they are',
    files: { 'two.yaml': TWO },
    lines: [
      ...['json', 'kyaml', 'yaml', 'jsonpath={.items[*].kind}'].map(
        (format) => `kubectl apply -f two.yaml -o ${format}`,
      ),
      'kubectl create cm c',
      'kubectl apply view-last-applied cm c -o foo',
      'kubectl apply view-last-applied cm a -o foo',
      'kubectl run p --image=nginx:1.25',
      'kubectl wait pod/p --for=condition=Ready -o jsonpath={.status.phase}',
      'kubectl run q --image=nginx:1.25',
      'kubectl wait pod/q --for=create -o name',
      'kubectl wait pod/q --for=jsonpath={.status.phase}=Running -o jsonpath={.status.phase}',
    ],
  },
];
