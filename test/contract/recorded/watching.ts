/** What both kubectls watch, in lockstep; what changes meanwhile prints nothing. */
export const FILES: Readonly<Record<string, string>> = {
  'app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app, tier: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app, tier: web}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http}]}
`,
  'cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {part: a}}
data: {a: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two, labels: {part: a}}
data: {a: "1"}
`,
};

export const LINES: readonly string[] = [
  'kubectl apply -f app.yaml -f cm.yaml',
  'timeout -s INT 4 kubectl get cm -w & sleep 1; kubectl label cm one x=y >/dev/null; kubectl create cm three >/dev/null; kubectl delete cm three >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm one -w & sleep 1; kubectl label cm one x=z --overwrite >/dev/null; kubectl label cm two q=z >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm one --watch-only & sleep 1; kubectl label cm one x=u --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm/one -w --output-watch-events & sleep 1; kubectl label cm one x=v --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm one --watch-only --output-watch-events & sleep 1; kubectl label cm one x=w --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm one -w -o json & sleep 1; kubectl label cm one x=a --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm one -w -o yaml & sleep 1; kubectl label cm one x=b --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm one -w -o yaml --output-watch-events & sleep 1; kubectl label cm one x=c --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -o json --output-watch-events -l part=a & sleep 1; kubectl label cm one x=d --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -o name -l part=a & sleep 1; kubectl label cm one x=e --overwrite >/dev/null; kubectl label cm one part=b --overwrite >/dev/null; kubectl label cm one part=a --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -l part=a & sleep 1; kubectl label cm one x=e2 --overwrite >/dev/null; kubectl label cm one part=b --overwrite >/dev/null; kubectl label cm one part=a --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -l part=a --output-watch-events & sleep 1; kubectl label cm one part=b --overwrite >/dev/null; kubectl label cm one part=a --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -o name --output-watch-events & sleep 1; kubectl label cm one x=f --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -o jsonpath=\'{.metadata.name}={.metadata.labels.x}{"\\n"}\' & sleep 1; kubectl label cm one x=g --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -o jsonpath=\'{.type} {.object.metadata.name}{"\\n"}\' --output-watch-events & sleep 1; kubectl label cm one x=h --overwrite >/dev/null; wait',
  "timeout -s INT 4 kubectl get cm -w -o jsonpath='{.items[*].metadata.name}' & sleep 1; kubectl label cm one x=i --overwrite >/dev/null; wait",
  'timeout -s INT 4 kubectl get cm -w -o go-template=\'{{.metadata.name}}{{"\\n"}}\' & sleep 1; kubectl label cm one x=j --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -o custom-columns=N:.metadata.name,X:.metadata.labels.x & sleep 1; kubectl label cm one x=k --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -o custom-columns=N:.metadata.name,X:.metadata.labels.x --no-headers & sleep 1; kubectl label cm one x=l --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -o custom-columns=T:.type,X:.object.metadata.labels.x --output-watch-events & sleep 1; kubectl label cm one x=m --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w --show-labels & sleep 1; kubectl label cm one x=n --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w -L x,part & sleep 1; kubectl label cm one x=o --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w --no-headers & sleep 1; kubectl label cm one x=p --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w --show-kind & sleep 1; kubectl label cm one x=q --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -A -w & sleep 1; kubectl label cm one x=r --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -A -w --output-watch-events --show-labels & sleep 1; kubectl label cm one x=s --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -A --watch-only & sleep 1; kubectl label cm one x=t --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get nodes -A -w & sleep 1; kubectl label node node-1 x=t --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get nodes -w -o wide & sleep 1; kubectl cordon node-2 >/dev/null; kubectl uncordon node-2 >/dev/null; wait',
  'timeout -s INT 4 kubectl get deploy,cm -w',
  'timeout -s INT 4 kubectl get cm one two -w',
  'timeout -s INT 4 kubectl get cm one nosuch -w',
  'timeout -s INT 4 kubectl get cm/one cm/two -w',
  'timeout -s INT 4 kubectl get cm/one deploy/app -w',
  'timeout -s INT 4 kubectl get cm nosuch -w',
  'timeout -s INT 4 kubectl get nosuch -w',
  'timeout -s INT 4 kubectl get -w',
  'timeout -s INT 4 kubectl get all -w',
  'timeout -s INT 4 kubectl get -f cm.yaml -w',
  'timeout -s INT 4 kubectl get -f app.yaml -w & sleep 1; kubectl scale deploy app --replicas=3 >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm one -w -l part=a',
  'timeout -s INT 4 kubectl get cm one -A -w',
  "timeout -s INT 4 kubectl get cm -w -l 'a in'",
  'timeout -s INT 4 kubectl get cm -w --field-selector=nosuch=x',
  'timeout -s INT 4 kubectl get cm -w --field-selector=metadata.name=one & sleep 1; kubectl label cm one x=tt --overwrite >/dev/null; kubectl label cm two x=tt --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get pods -w --field-selector=status.phase=Running & sleep 1; kubectl scale deploy app --replicas=4 >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm -w --sort-by=.metadata.name & sleep 1; kubectl label cm one x=ttt --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get secrets -w & sleep 1; kubectl create secret generic s >/dev/null; wait',
  'timeout -s INT 4 kubectl get secrets -w --output-watch-events -A & sleep 1; kubectl delete secret s >/dev/null; wait',
  'timeout -s INT 4 kubectl get jobs -w & sleep 1; kubectl create job j --image=busybox -- true >/dev/null; wait',
  'timeout -s INT 4 kubectl get ns -w & sleep 1; kubectl create ns verylongnamespacename >/dev/null; wait',
  'timeout -s INT 4 kubectl get deploy app -w -o wide & sleep 1; kubectl set image deploy/app c=nginx:1.26 >/dev/null; wait',
  "timeout -s INT 4 kubectl get deploy app -w -o jsonpath='{.status.readyReplicas}' & sleep 1; kubectl scale deploy app --replicas=1 >/dev/null; wait",
  'timeout -s INT 4 kubectl get rs -w & sleep 1; kubectl scale deploy app --replicas=2 >/dev/null; wait',
  'timeout -s INT 4 kubectl get deploy app -w --subresource=status & sleep 1; kubectl scale deploy app --replicas=1 >/dev/null; wait',
  'timeout -s INT 4 kubectl get deploy app -w --subresource=scale & sleep 1; kubectl scale deploy app --replicas=2 >/dev/null; wait',
  'timeout -s INT 4 kubectl get deploy app -w -o nosuch',
  'timeout -s INT 4 kubectl get pods -w -o yaml | grep -c phase & sleep 1; kubectl scale deploy app --replicas=1 >/dev/null; wait',
  'timeout -s INT 4 kubectl get pods -w | head -2 & sleep 1; kubectl scale deploy app --replicas=3 >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm one -w & sleep 1; kubectl delete cm one >/dev/null; kubectl create cm one >/dev/null; wait',
  'kubectl get pods -w -o name --timeout=1s',
  'timeout -s INT 3 kubectl get tokenreviews -w',
  'timeout -s INT 3 kubectl get cs -w',
  'timeout -s INT 3 kubectl get apiservices v1.apps -w',
  'timeout -s INT 3 kubectl get clusterroles view -w',
  'timeout -s INT 3 kubectl get events -w | wc -l',
  'timeout -s INT 3 kubectl get pods -w -n nosuch',
  'timeout -s INT 3 kubectl get pods -w -n kube-system --watch-only',
  'timeout -s INT 3 kubectl get pods -w --chunk-size=1',
  'timeout -s INT 4 kubectl get cm two --watch-only --output-watch-events --show-labels & sleep 1; kubectl label cm two x=w --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm two --watch-only --output-watch-events --no-headers & sleep 1; kubectl label cm two x=w2 --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm --watch-only --output-watch-events -o json & sleep 1; kubectl label cm two x=w3 --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm --watch-only --output-watch-events & sleep 1; kubectl label cm two x=w4 --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm two -w -o kyaml & sleep 1; kubectl label cm two x=w6 --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm two --watch-only -o name & sleep 1; kubectl label cm two x=w7 --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm two -w -o wide --show-labels --show-kind & sleep 1; kubectl label cm two x=w8 --overwrite >/dev/null; wait',
  "timeout -s INT 4 kubectl get cm two -w -o jsonpath='{.object}' --output-watch-events & sleep 1; kubectl label cm two x=w9 --overwrite >/dev/null; wait",
  'timeout -s INT 4 kubectl get cm two -w -o json --show-managed-fields & sleep 1; kubectl label cm two x=w10 --overwrite >/dev/null; wait',
  "timeout -s INT 4 kubectl get cm two -w -o go-template='{{.type}} {{.object.metadata.name}} ' --output-watch-events & sleep 1; kubectl label cm two x=w11 --overwrite >/dev/null; wait",
  'timeout -s INT 4 kubectl get cm --sort-by=.metadata.labels.x -w',
  'timeout -s INT 4 kubectl get cm --sort-by=.nosuch -w',
  'timeout -s INT 4 kubectl get cm --sort-by=.metadata.labels --watch-only & sleep 1; kubectl label cm two x=w12 --overwrite >/dev/null; wait',
  'timeout -s INT 4 kubectl get cm --sort-by=.metadata.name -w -o name',
  "timeout -s INT 4 kubectl get cm --sort-by='{.metadata' -w",
  'timeout -s INT 4 kubectl get nodes,ns -w',
  'timeout -s INT 4 kubectl get node node-1 -w -A & sleep 1; kubectl label node node-1 q=1 >/dev/null; wait',
  'timeout -s INT 4 kubectl get ns -w -A & sleep 1; kubectl label ns default q=1 >/dev/null; wait',
  'timeout -s INT 4 kubectl get -f nosuch.yaml -w',
  'timeout -s INT 4 kubectl get -f cm.yaml -f app.yaml -w',
  "timeout -s INT 4 kubectl get cm -w -n '%'",
  'timeout -s INT 4 kubectl get cm . -w',
  "timeout -s INT 4 kubectl get cm -w -o jsonpath='{.bad'",
  "timeout -s INT 4 kubectl get cm -w -o jsonpath='{.bad}' --allow-missing-template-keys=false",
  "timeout -s INT 4 kubectl get cm -w -o go-template='{{.bad.x}}' --allow-missing-template-keys=false",
  "timeout -s INT 4 kubectl get cm two -w -o jsonpath='{.nosuch[0]}' --allow-missing-template-keys=false",
  'timeout -s INT 4 kubectl events -w & sleep 1; kubectl scale deploy app --replicas=5 >/dev/null; wait',
  'timeout -s INT 4 kubectl events -w --for deploy/app & sleep 1; kubectl scale deploy app --replicas=4 >/dev/null; wait',
  'timeout -s INT 4 kubectl events -w --no-headers --types=Normal & sleep 1; kubectl scale deploy app --replicas=5 >/dev/null; wait',
  'timeout -s INT 4 kubectl get sts -w & sleep 1; kubectl create deploy zzz --image=nginx >/dev/null; wait',
  'timeout -s INT 8 kubectl get pods -w -l app=zzz & sleep 1; kubectl delete pod -l app=zzz --wait=false >/dev/null; wait',
  'timeout -s INT 8 kubectl get rs,deploy -w',
  'timeout -s INT 8 kubectl get hpa -w & sleep 1; kubectl autoscale deploy zzz --max=3 --cpu=50% >/dev/null; wait',
  'timeout -s INT 8 kubectl get svc -w & sleep 1; kubectl expose deploy zzz --port=80 >/dev/null; wait',
  'timeout -s INT 8 kubectl get pdb -w & sleep 1; kubectl create pdb zzz --selector=app=zzz --min-available=1 >/dev/null; wait',
  "timeout -s INT 8 kubectl get cj -w & sleep 1; kubectl create cronjob z --image=busybox --schedule='* * * * *' -- true >/dev/null; wait",
];
