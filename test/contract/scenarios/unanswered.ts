import type { Scenario } from './scenario.ts';

const TWO = `apiVersion: v1
kind: ConfigMap
metadata: {name: one}
data: {a: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two}
data: {a: "2"}
`;

export const UNANSWERED: readonly Scenario[] = [
  {
    title: 'what the arguments lack is told before a server is asked that does not answer',
    files: {
      'g.yaml': `apiVersion: v1
kind: APIGroupList
groups: []
`,
      'st.yaml': `apiVersion: v1
kind: Status
metadata: {name: a}
`,
      'go.yaml': `apiVersion: v1
kind: GetOptions
metadata: {name: a}
`,
      'del.yaml': `apiVersion: v1
kind: DeleteOptions
metadata: {name: a}
`,
      'tab.yaml': `apiVersion: meta.k8s.io/v1
kind: Table
metadata: {name: a}
`,
      'rl.yaml': `apiVersion: v1
kind: APIResourceList
groupVersion: v1
resources: []
`,
      'we.yaml': `apiVersion: v1
kind: WatchEvent
metadata: {name: a}
`,
      'pl.yaml': `apiVersion: v1
kind: PodList
items: []
`,
      'pom.yaml': `apiVersion: meta.k8s.io/v1
kind: PartialObjectMetadata
metadata: {name: a}
`,
    },
    lines: [
      'kubectl get --raw /apis | kubectl get -f -',
      'kubectl get --raw /api/v1 | kubectl get -f -',
      'kubectl get --raw /api | kubectl create -f -',
      'kubectl get --raw /version | kubectl create -f -',
      'kubectl get --raw /api/v1/namespaces/default/pods/x | kubectl create -f -',
      'kubectl get pods --server=http://127.0.0.1:1 nosuch/a/b',
      'kubectl get --server=http://127.0.0.1:1',
      'kubectl get pods a b --all -s http://127.0.0.1:1',
      'kubectl get pods -o nosuch -s http://127.0.0.1:1',
      'kubectl get pods -w -A --sort-by=x -s http://127.0.0.1:1',
      'kubectl get a/b/c -s http://127.0.0.1:1',
      'kubectl get -f nosuch.yaml -s http://127.0.0.1:1',
      'kubectl describe -s http://127.0.0.1:1',
      'kubectl describe a/b/c -s http://127.0.0.1:1',
      'kubectl delete -s http://127.0.0.1:1',
      'kubectl delete pod -s http://127.0.0.1:1',
      'kubectl delete pod a --all -s http://127.0.0.1:1',
      'kubectl delete -f nosuch.yaml -s http://127.0.0.1:1',
      'kubectl create -s http://127.0.0.1:1',
      'kubectl create -f nosuch.yaml -s http://127.0.0.1:1',
      'kubectl create deploy -s http://127.0.0.1:1',
      'kubectl create deploy a -s http://127.0.0.1:1',
      'kubectl create deploy a b --image=x -s http://127.0.0.1:1',
      'kubectl create cm -s http://127.0.0.1:1',
      'kubectl create cm x --from-file=nosuch -s http://127.0.0.1:1',
      'kubectl create role -s http://127.0.0.1:1',
      'kubectl create role x -s http://127.0.0.1:1',
      'kubectl create role x --verb=get -s http://127.0.0.1:1',
      'kubectl create token -s http://127.0.0.1:1',
      'kubectl apply -s http://127.0.0.1:1',
      'kubectl apply x -s http://127.0.0.1:1',
      'kubectl apply -f nosuch.yaml -s http://127.0.0.1:1',
      'kubectl apply -f g.yaml --prune -s http://127.0.0.1:1',
      'kubectl apply -f g.yaml --dry-run=x -s http://127.0.0.1:1',
      'kubectl apply set-last-applied -s http://127.0.0.1:1',
      'kubectl apply view-last-applied -s http://127.0.0.1:1',
      'kubectl apply edit-last-applied -s http://127.0.0.1:1',
      'kubectl replace -s http://127.0.0.1:1',
      'kubectl replace -f nosuch.yaml -s http://127.0.0.1:1',
      'kubectl patch -s http://127.0.0.1:1',
      'kubectl patch pod -s http://127.0.0.1:1',
      'kubectl patch pod a -s http://127.0.0.1:1',
      `kubectl patch pod a -p '{' -s http://127.0.0.1:1`,
      `kubectl patch pod a -p '{}' --type=x -s http://127.0.0.1:1`,
      'kubectl diff -s http://127.0.0.1:1',
      'kubectl diff -f nosuch.yaml -s http://127.0.0.1:1',
      'kubectl scale -s http://127.0.0.1:1',
      'kubectl scale --replicas=1 -s http://127.0.0.1:1',
      'kubectl scale --replicas=-1 deploy a -s http://127.0.0.1:1',
      'kubectl autoscale -s http://127.0.0.1:1',
      'kubectl autoscale deploy a -s http://127.0.0.1:1',
      'kubectl rollout status -s http://127.0.0.1:1',
      'kubectl rollout history -s http://127.0.0.1:1',
      'kubectl rollout history deploy --revision=-1 -s http://127.0.0.1:1',
      'kubectl rollout undo -s http://127.0.0.1:1',
      'kubectl rollout restart -s http://127.0.0.1:1',
      'kubectl set image -s http://127.0.0.1:1',
      'kubectl set image deploy/a -s http://127.0.0.1:1',
      'kubectl set env -s http://127.0.0.1:1',
      'kubectl set env deploy/a -s http://127.0.0.1:1',
      'kubectl set resources -s http://127.0.0.1:1',
      'kubectl set resources deploy/a -s http://127.0.0.1:1',
      'kubectl set selector -s http://127.0.0.1:1',
      'kubectl set sa -s http://127.0.0.1:1',
      'kubectl set sa deploy/a -s http://127.0.0.1:1',
      'kubectl set subject -s http://127.0.0.1:1',
      'kubectl label -s http://127.0.0.1:1',
      'kubectl label pod -s http://127.0.0.1:1',
      'kubectl label pod a -s http://127.0.0.1:1',
      'kubectl label pod a x -s http://127.0.0.1:1',
      'kubectl label pod a _=- -s http://127.0.0.1:1',
      'kubectl annotate -s http://127.0.0.1:1',
      'kubectl annotate pod a -s http://127.0.0.1:1',
      'kubectl expose -s http://127.0.0.1:1',
      'kubectl expose deploy -s http://127.0.0.1:1',
      'kubectl expose deploy a -s http://127.0.0.1:1',
      'kubectl run -s http://127.0.0.1:1',
      'kubectl run a -s http://127.0.0.1:1',
      'kubectl run a --image=A_ -s http://127.0.0.1:1',
      'kubectl run a --image=a --restart=x -s http://127.0.0.1:1',
      'kubectl logs -s http://127.0.0.1:1',
      'kubectl logs a b c -s http://127.0.0.1:1',
      'kubectl logs a --since=1s --since-time=x -s http://127.0.0.1:1',
      'kubectl logs a --tail=-5 -s http://127.0.0.1:1',
      'kubectl exec -s http://127.0.0.1:1',
      'kubectl exec a -s http://127.0.0.1:1',
      'kubectl attach -s http://127.0.0.1:1',
      'kubectl cp -s http://127.0.0.1:1',
      'kubectl cp a b -s http://127.0.0.1:1',
      'kubectl cp a b:c -s http://127.0.0.1:1',
      'kubectl port-forward -s http://127.0.0.1:1',
      'kubectl port-forward a -s http://127.0.0.1:1',
      'kubectl debug -s http://127.0.0.1:1',
      'kubectl debug a -s http://127.0.0.1:1',
      'kubectl wait -s http://127.0.0.1:1',
      'kubectl wait pod a -s http://127.0.0.1:1',
      'kubectl wait pod a --for=x -s http://127.0.0.1:1',
      'kubectl wait --for=delete -s http://127.0.0.1:1',
      'kubectl top pod a b -s http://127.0.0.1:1',
      'kubectl top pod --sort-by=x -s http://127.0.0.1:1',
      'kubectl top node a b -s http://127.0.0.1:1',
      'kubectl auth can-i -s http://127.0.0.1:1',
      'kubectl auth can-i get -s http://127.0.0.1:1',
      'kubectl auth whoami x -s http://127.0.0.1:1',
      'kubectl auth reconcile -s http://127.0.0.1:1',
      'kubectl explain -s http://127.0.0.1:1',
      'kubectl explain pod x -s http://127.0.0.1:1',
      'kubectl explain pod --output=x -s http://127.0.0.1:1',
      'kubectl events x -s http://127.0.0.1:1',
      'kubectl events --for=x -s http://127.0.0.1:1',
      'kubectl events -o x -s http://127.0.0.1:1',
      'kubectl drain -s http://127.0.0.1:1',
      'kubectl cordon -s http://127.0.0.1:1',
      'kubectl taint -s http://127.0.0.1:1',
      'kubectl taint node -s http://127.0.0.1:1',
      'kubectl taint node a -s http://127.0.0.1:1',
      'kubectl taint node a x -s http://127.0.0.1:1',
      'kubectl edit -s http://127.0.0.1:1',
      'kubectl certificate approve -s http://127.0.0.1:1',
      'kubectl api-resources x -s http://127.0.0.1:1',
      'kubectl api-resources -o x -s http://127.0.0.1:1',
      'kubectl api-versions x -s http://127.0.0.1:1',
      'kubectl version x -s http://127.0.0.1:1',
      'kubectl version -o x -s http://127.0.0.1:1',
      'kubectl cluster-info x -s http://127.0.0.1:1',
      'kubectl get --raw /x y -s http://127.0.0.1:1',
      'kubectl get --raw x -s http://127.0.0.1:1',
    ],
  },
  {
    title: 'owners in answers of dry runs, templates of ranges over numbers, levels by file',
    files: {
      'two.yaml': TWO,
      'plain.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: plain}
`,
      'list.yaml': `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: one}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: two}
`,
    },
    lines: [
      'kubectl apply -f two.yaml',
      'kubectl create -f plain.yaml',
      'kubectl create deploy api --image=nginx:1.25',
      'sleep 20',
      'kubectl apply view-last-applied -f two.yaml',
      'kubectl apply view-last-applied -f list.yaml',
      'kubectl apply view-last-applied -f two.yaml -f plain.yaml',
      'kubectl apply view-last-applied -f plain.yaml -f two.yaml',
      'kubectl apply view-last-applied cm/one cm/two',
      'kubectl apply view-last-applied cm/one cm/plain cm/two',
      'kubectl apply view-last-applied cm/plain cm/two',
      'kubectl apply view-last-applied cm',
      'kubectl apply view-last-applied cm --all',
      'kubectl apply view-last-applied -f two.yaml -o json',
      'kubectl label cm one a=b --dry-run=server -o yaml --show-managed-fields',
      'kubectl label cm one a=b --dry-run=client -o yaml --show-managed-fields',
      'kubectl annotate cm one a=b --dry-run=server -o yaml --show-managed-fields',
      'kubectl scale deploy api --replicas=3 --dry-run=server -o yaml --show-managed-fields',
      'kubectl set image deploy api nginx=x --dry-run=server -o yaml --show-managed-fields',
      `kubectl patch cm one -p '{"data":{"b":"c"}}' --dry-run=server -o yaml --show-managed-fields`,
      'kubectl apply -f two.yaml --dry-run=server -o yaml --show-managed-fields',
      'kubectl apply -f two.yaml --server-side --dry-run=server -o yaml --show-managed-fields',
      'kubectl create cm q --from-literal=a=b --dry-run=server -o yaml --show-managed-fields',
      'kubectl run p --image=nginx --dry-run=server -o yaml --show-managed-fields',
      'kubectl replace -f two.yaml --dry-run=server -o yaml --show-managed-fields',
      'kubectl rollout restart deploy api --dry-run=server -o yaml --show-managed-fields',
      'kubectl expose deploy api --port=80 --dry-run=server -o yaml --show-managed-fields',
      'kubectl delete cm one --dry-run=server -o name',
      'kubectl create role r --verb=foo',
      'kubectl create role r --verb=foo --resource=pods',
      'kubectl create role r --verb=foo,get',
      'kubectl create clusterrole r --verb=foo',
      'kubectl create clusterrole r --verb=foo --non-resource-url=/x',
      'kubectl create clusterrole r --verb=foo --aggregation-rule=a=b',
      'kubectl create role r --verb=foo --resource=pods --dry-run=client',
      'kubectl create role r --verb=use --resource=pods',
      'kubectl create role r --verb=foo --resource=nosuch',
      'kubectl get --raw /apis -f x',
      'kubectl get --raw /apis',
      'kubectl set selector --local -f nosuch.yaml a=b',
      'kubectl set selector -f nosuch.yaml a=b',
      'kubectl set selector --local -f two.yaml a=b',
      'kubectl get pods --vmodule=x',
      'kubectl get pods --vmodule=x=y',
      'kubectl get pods --vmodule=x=1',
      'kubectl get pods --vmodule==1',
      'kubectl get pods --vmodule=x=1,',
      'kubectl get pods --vmodule=x=-1',
      'kubectl get pods --log-flush-frequency=x',
      'kubectl get pods --log-flush-frequency=5',
      'kubectl get pods --log-flush-frequency=',
      'kubectl describe ev nosuch',
      'kubectl describe events nosuch',
      'kubectl describe ev nosuch nosuch2',
      'kubectl describe pod nosuch',
      `kubectl get pods -o go-template='{{range 3}}{{.}}{{end}}'`,
      `kubectl get cm one -o go-template='{{range $i := 3}}{{$i}}{{end}}'`,
      `kubectl get cm one -o go-template='{{range $i, $j := 3}}{{$i}}{{end}}'`,
      `kubectl get cm one -o go-template='{{range 0}}a{{else}}b{{end}}'`,
      `kubectl get cm one -o go-template='{{range -2}}a{{else}}b{{end}}'`,
      `kubectl get cm one -o go-template='{{range 2.5}}a{{else}}b{{end}}'`,
      `kubectl get cm one -o go-template='{{range "abc"}}{{.}} {{end}}'`,
      `kubectl get cm one -o go-template='{{range $i, $c := "abc"}}{{$i}}{{$c}} {{end}}'`,
      `kubectl get deploy api -o go-template='{{range .spec.replicas}}{{.}} {{end}}'`,
      `kubectl get cm one -o go-template='{{range $i := 3}}{{if eq $i 1}}{{continue}}{{end}}{{$i}}{{end}}'`,
    ],
  },
  {
    title: 'what view-last-applied, describe and rollout history take from files and templates',
    files: {
      'two.yaml': TWO,
      'bad.yaml': `{apiVersion: v1, kind: Nosuch, metadata: {name: one}, data: {a: "1"}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: two}}
---
apiVersion: v1
kind: Nosuchtoo
metadata: {name: two}
`,
    },
    lines: [
      'kubectl apply view-last-applied -f two.yaml',
      'kubectl apply view-last-applied -f two.yaml -n nosuch',
      'kubectl apply view-last-applied -f bad.yaml -f two.yaml',
      'kubectl apply view-last-applied -f two.yaml -f bad.yaml',
      'kubectl apply view-last-applied -f gone.yaml -f gone2.yaml',
      'kubectl apply view-last-applied cm/one cm/two',
      'kubectl apply view-last-applied cm/one cm/two -n nosuch',
      'kubectl apply view-last-applied cm one two -n nosuch',
      'kubectl describe -f two.yaml -n nosuch',
      'kubectl describe cm one two -n nosuch',
      'kubectl describe cm/one cm/two -n nosuch',
      'kubectl describe cm -n nosuch',
      'kubectl get -f two.yaml -n nosuch',
      'kubectl delete -f two.yaml -n nosuch',
      'kubectl set image -f two.yaml a=b -n nosuch',
      'kubectl label -f two.yaml a=b -n nosuch',
      `kubectl patch -f two.yaml -p '{}' -n nosuch`,
      'kubectl rollout history deploy --revision=0 -o name',
      'kubectl create deploy one --image=nginx',
      'kubectl create deploy two --image=nginx',
      'sleep 20',
      'kubectl set image deploy/one nginx=nginx:1.26',
      'sleep 20',
      'kubectl rollout history deploy --revision=0 -o name',
      'kubectl rollout history deploy -o name',
      'kubectl rollout history deploy/one -o name',
      `kubectl rollout history deploy/one --template='{{.metadata.name}} '`,
      `kubectl rollout history deploy --template='{{.metadata.name}} '`,
      `kubectl rollout history deploy -o jsonpath='{.metadata.name} '`,
      `kubectl rollout history deploy/one -o jsonpath='{.metadata.name} '`,
      `kubectl rollout history deploy/one -o jsonpath='{.metadata.name} ' --revision=2`,
      'kubectl rollout history deploy/one -o yaml',
      'kubectl rollout history deploy/one -o json',
      `kubectl rollout history deploy/one -o go-template='{{.metadata.name}} ' --revision=0`,
      `kubectl rollout history deploy/one -o go-template='{{.metadata.name}} '`,
      'kubectl apply -f two.yaml',
      'kubectl apply -f two.yaml --server-side --dry-run=server -o yaml --show-managed-fields',
      'kubectl apply -f two.yaml --dry-run=server -o yaml --show-managed-fields',
      'kubectl apply -f two.yaml --dry-run=client -o yaml --show-managed-fields',
    ],
  },
  {
    title: 'verbs that are none are told of, with resources or without',
    files: {},
    lines: [
      'kubectl create role r --verb=foo',
      'kubectl create role r --verb=foo,foo,bar --resource=pods',
      `kubectl create role r2 --verb=foo,'*' --resource=pods`,
      'kubectl create role r --verb=foo,get',
      'kubectl create role r --verb=foo,use --resource=pods',
      'kubectl create clusterrole r --verb=foo',
      'kubectl create clusterrole r --verb=foo --non-resource-url=/x',
      'kubectl create clusterrole r --verb=foo --resource=pods --non-resource-url=/x',
      'kubectl create clusterrole r --verb=foo --aggregation-rule=a=b --resource=pods',
      'kubectl create role r --verb=foo --resource=pods --dry-run=client',
      'kubectl create role r --verb=foo --resource=nosuch',
      'kubectl create clusterrole r --verb=foo --resource=nosuch',
      'kubectl create role --verb=foo',
      'kubectl create role a b --verb=foo',
      'kubectl create role x --verb=foo --dry-run=z',
      'kubectl create role x --verb=foo -o z',
    ],
  },
  {
    title: 'ranges over numbers of objects',
    files: {},
    lines: [
      'kubectl create deploy api --image=nginx:1.25',
      `kubectl get deploy api -o go-template='{{printf "%T" .spec.replicas}}'`,
      `kubectl get deploy api -o go-template='{{printf "%T %v" .metadata.generation .metadata.generation}}'`,
      `kubectl get deploy -o go-template='{{range .items}}{{printf "%T" .spec.replicas}}{{range .spec.replicas}}{{.}}{{end}}{{end}}'`,
      `kubectl create deploy b --image=nginx:1.25 --dry-run=client -o go-template='{{printf "%T" .spec.replicas}}'`,
      `kubectl scale deploy api --replicas=3 -o go-template='{{printf "%T" .spec.replicas}}'`,
      `kubectl get hpa,deploy -o go-template='{{range $i,$x := .items}}{{$i}}{{range $x.spec.replicas}}{{.}}{{end}}{{end}}'`,
      `kubectl get deploy api -o go-template='{{range $i,$x := .spec.replicas}}a{{end}}'`,
      `kubectl get deploy api -o go-template='{{eq .spec.replicas 3}} {{lt .spec.replicas 4}} {{len .spec.replicas}}'`,
    ],
  },
  {
    title: 'scale prints the number that it asked for',
    files: {},
    lines: [
      'kubectl create deploy api --image=nginx:1.25',
      'sleep 20',
      'kubectl scale deploy api --replicas=3 --dry-run=server -o yaml',
      'kubectl scale deploy api --replicas=3 --dry-run=client -o yaml',
      `kubectl scale deploy api --replicas=3 --dry-run=server -o jsonpath='{.spec.replicas}'`,
      `kubectl get deploy api -o jsonpath='{.spec.replicas}'`,
      `kubectl scale deploy api --replicas=2 -o jsonpath='{.spec.replicas}'`,
      `kubectl scale deploy/api --current-replicas=2 --replicas=3 --dry-run=server -o jsonpath='{.spec.replicas}'`,
      `kubectl scale deploy/api --current-replicas=2 --replicas=5 -o jsonpath='{.spec.replicas}'`,
      'kubectl scale deploy/api --replicas=6 --dry-run=server',
      `kubectl get deploy api -o jsonpath='{.spec.replicas}'`,
    ],
  },
];
