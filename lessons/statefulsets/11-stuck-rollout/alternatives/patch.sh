kubectl patch sts mysql-stateful -n mysql --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"mysql:8.4.0"}]'
kubectl delete pod mysql-stateful-2 -n mysql --wait=false
kubectl wait pod mysql-stateful-2 -n mysql --for=delete --timeout=60s
kubectl rollout status sts/mysql-stateful -n mysql
kubectl patch sts mysql-stateful -n mysql --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"mysql:8.3.0"}]'
sleep 60
kubectl rollout undo sts/mysql-stateful -n mysql
kubectl delete pod mysql-stateful-2 -n mysql
