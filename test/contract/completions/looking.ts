import type { Lines } from './lines.ts';

export const LOOKING: Lines = {
  title: 'what is looked at',
  equal: `
    get |get p|get po|get deploy|get deployments.|get st|get pods |get pods d|get pods db-0 |
    get pods db-0 w|get po,s|get pods,svc |get po,svc |get po,|get po/|get pod/we|get pods/db-0 |
    get pods/db-0 po/|get deploy/|get deployments.apps/|get deploy |get statefulsets.apps w|
    get svc |get cm |get nodes |get ns l|get all |get nosuch |get nosuch/|get ev|get ing|
    get -n lab pods |get pods -n lab |get pods -n|get pods -n l|get pods -n lab a|
    get pods --namespace=la|get pods -A |get -A |get pods -o |get pods -o y|get pods -o j|
    get pods --output=js|get pods --subresource=|get pods --chunk-size |get pods -f |get pods -w |
    get pods --sho|get pods --show-labels |get pods -|get pods -- |get --a|
    get --all-namespaces --o|get pods --context |describe |describe node/|describe deploy/web |
    describe -l |diff |diff -f |diff --prune|logs |logs w|logs d|logs deploy/|logs deploy/w|
    logs svc/|logs job/|logs pod two |logs two |logs two s|logs -c |logs -f |logs -f t|
    logs -l app=web |logs --t|logs -n lab |logs alone -n lab |events |top |top pod |top pod w|
    top pod db-0 |top node |top nodes n|top node node-1 |top pod --sort-by |
    explain deployments.apps.|api-resources |cluster-info |cluster-info d|version |
    logs deploy/web |logs pod/two |logs nosuch |logs two main |get pods --help |get pods -h d|
    get pods -n lab -n |get pods -o json -o |logs two -f --prefix -|get -f f.yaml |
    get -f f.yaml p|describe nodes,|describe nodes node-1 |get roles.rbac.authorization.k8s.io |
    get clusterroles ed|get clusterrole/ed|get pods.metrics.k8s.io |get pod two db-0 |
    get pod --ignore-not-found two d|top pod -n lab |top pod -A |top node -l |api-resources --n|
    version --c|get --namespace lab pods a|
  `,
  more: `
    get pods -oy|get pods -ow|get pods -l |get pods -l app=|get pods -L |
    get pods --field-selector=|get pods --sort-by=|logs two -c |logs two -c m|logs two -c=|
    logs two --container=|logs pod/two -c |logs deploy/web -c |logs -l |logs -n lab alone -c |
    logs two -p -c |wait |wait p|wait pods |wait pod/|wait pod/db-0 |wait --for=|events --for=|
    events --for pod/|events --types=|events -o |explain |explain p|explain pod|explain pods.|
    explain pods.s|explain pods.spec.|explain pods.spec.con|explain pods.spec.containers.|
    explain pods.spec.containers.res|explain deployments.apps|explain deploy.|
    explain deploy.spec.t|explain po.spec.vol|explain --output=|api-resources -o |version -o |
    version --output |
  `,
};
