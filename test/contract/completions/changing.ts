import type { Lines } from './lines.ts';

export const CHANGING: Lines = {
  title: 'what is changed',
  equal: `
    delete |delete pods db-0 db-1 |delete po/db-0 |delete po/db-0 deploy/|delete --cascade |
    delete --dry-run |delete -f |apply |apply -f |apply --dry-run |apply v|
    apply view-last-applied |apply view-last-applied deploy |apply view-last-applied deploy/|
    apply edit-last-applied |apply edit-last-applied deploy/|apply --p|create |create d|create s|
    create -|create -f |create deployment |create deployment x |create deployment -|
    create deployment --i|create deploy x --p|create configmap --from-|create secret |
    create secret g|create secret tls x --c|create service |create service c|
    create service clusterip x --t|create clusterrolebinding x --clusterrole=|
    create clusterrolebinding x --clusterrole=adm|create token |create token d|
    create token default |replace |replace --subresource=|edit |edit svc/k|edit deploy web |
    edit --subresource=|patch |patch deploy web |patch deploy/web |patch deploy web -p |
    patch deploy web --subresource=|scale |scale deploy |scale deploy/web |scale sts w|scale rs |
    scale --replicas=|scale -|scale deploy web --c|autoscale |autoscale deploy |
    autoscale deploy web |rollout |rollout s|rollout status |rollout status d|
    rollout status deploy |rollout status deploy/|rollout status deploy/web |
    rollout status deploy web |rollout history |rollout history deploy web --revision |
    rollout undo |rollout undo sts |rollout undo deploy web --to|rollout undo deploy/web deploy/|
    rollout restart |rollout restart sts w|rollout pause |rollout pause deploy |rollout resume |
    rollout resume deploy/|set |set i|set image |set image deploy |set env --from=|label |
    label pods db-0 |label pods/|label po db-0 a=b |annotate |expose |expose d|expose deploy web |
    expose svc |expose pod |run |run x |run -|run x --image=a -- |cordon |cordon node-1 |
    uncordon |uncordon node-1 n|drain |taint |taint n|taint nodes |taint nodes node-1 |
    taint nodes node-1 k=v:|certificate |certificate approve |
    create configmap x --from-literal=a=b --from-|label pods db-0 a=b --overwrite -|
    run x --image=a -|run x --image=a |create deployment x --image=a |scale --replicas=2 |
    scale --replicas=2 deploy |scale --replicas 2 deploy/|autoscale --max=3 deploy/web |
    create cronjob x --image=a --|apply -f f.yaml -|apply -f f.yaml -f |apply -f f|apply -f n|
    apply -k f|create configmap x --from-file=n|create configmap x --from-file n|
    create -f f.yaml |delete pods,svc web |delete all |delete deploy/web deploy/api |edit cm/|
    rollout status ds |rollout status sts |rollout pause sts |rollout pause deploy web |
    rollout pause deploy/web |rollout restart deploy web |rollout restart deploy/web |
    rollout restart deploy/web st|rollout undo deploy/web |rollout history deploy web |
    set image pods |set image sts/|expose deploy/web |expose rs/|create token -n lab |
    create token --namespace lab d|create secret docker-registry x --docker-|
    create serviceaccount |create quota x --hard=|create ingress x --rule=|
    create deployment x --image=a -- |taint nodes node-1 node-|taint nodes/|taint node/|
    taint pods |drain node-1 n|drain --ignore-daemonsets n|cordon -l |certificate approve x |
  `,
  more: `
    delete --cascade=|delete --cascade=f|delete pods -o |apply --validate=|apply -o |
    replace --cascade=|patch deploy web --type=|patch deploy web --type=m|set image deploy/web |
    set image deploy web |set env |set env deploy/web |set env deploy/|set resources deploy/|
    set selector svc |set serviceaccount deploy |expose deploy web --type=|run x --restart=|
    run x --image-pull-policy=|apply --dry-run=s|
  `,
};
