import { expect, it } from 'vitest';
import { ALL_PARTS } from '../sim/all-parts.ts';
import { createStandardCluster } from '../sim/cluster/session.ts';

/** Names that every object of JavaScript has by itself: no table may give what is behind them. */
const NAMES = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

const LINES = [
  'NAME',
  'kubectl NAME',
  'kubectl get NAME',
  'kubectl get nodes -o NAME',
  'kubectl get nodes --NAME',
  'kubectl get nodes -L NAME -l NAME',
  `kubectl get nodes -o jsonpath='{.items[0].NAME}{.items[0].metadata.labels.NAME}'`,
  `kubectl get nodes -o go-template='{{.NAME}}{{range .items}}{{index .metadata.labels "NAME"}}{{end}}'`,
  'kubectl get nodes -o custom-columns=A:.NAME,B:.metadata.labels.NAME',
  'kubectl explain NAME',
  'kubectl explain pod.NAME',
  'kubectl create NAME',
  'kubectl create role r --verb=NAME --resource=pods',
  'kubectl create quota q --hard=NAME=1 --scopes=NAME',
  'kubectl create cm c --from-literal=NAME=1; kubectl get cm c -o yaml; kubectl delete cm c',
  'kubectl label node node-1 NAME-',
  'kubectl taint node node-1 NAME-',
  'kubectl completion NAME',
  'kubectl config set NAME.NAME 1',
  `echo '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"nodeSelector":{"NAME":"x"},"containers":[{"name":"a","image":"nginx"}]}}' | kubectl apply -f -; kubectl delete pod p`,
  `echo 1 | jq '@NAME'; echo '{}' | jq '.NAME'; echo '{"NAME":1}' | jq -c .; echo 1 | jq NAME`,
  `awk 'BEGIN { print NAME; a["NAME"]++; print a["NAME"], ENVIRON["NAME"] }'`,
  `declare -A m=([NAME]=1); echo \${m[NAME]} \${!m[@]}; unset 'm[NAME]'; echo \${NAME}`,
  "tr '[:NAME:]' x < /dev/null; grep '[[:NAME:]]' /dev/null; [[ x == [[:NAME:]] ]]",
  'trap x NAME; kill -NAME 1; set -o NAME; shopt NAME; help NAME; type NAME; hash NAME',
  'date -d NAME; ls --NAME; sort --sort=NAME /dev/null; find . -NAME; od -t NAME /dev/null',
  `curl -w '%{NAME}' http://10.96.0.99; wget --NAME; dig +NAME; host -t NAME x`,
];

it.each(NAMES)('%s', (name) => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const script = LINES.map((line) => `${line.replaceAll('NAME', name)}\n`).join('');
  const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 600_000 });
  expect(stdout + stderr).not.toMatch(/native code|\[object |undefined|NaN/);
  const after = cluster.runScript({ script: 'echo goes on', stdin: '', limitMs: 1000 });
  expect(after.stdout).toBe('goes on\n');
});
