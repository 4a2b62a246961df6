kubectl exec -n mysql mysql-stateful-1 -- mysql -uroot -pmysqlroot -e 'CREATE DATABASE shop; CREATE TABLE shop.t (a INT)'
kubectl patch sts mysql-stateful -n mysql --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"mysql:8.3.0"}]'
kubectl rollout status sts/mysql-stateful -n mysql
kubectl patch sts mysql-stateful -n mysql --type=json -p '[{"op":"replace","path":"/spec/updateStrategy","value":{"type":"OnDelete"}}]'
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"template":{"metadata":{"annotations":{"team":"data"}}}}}'
kubectl delete pod -n mysql mysql-stateful-1
kubectl wait pod -n mysql mysql-stateful-1 --for=condition=Ready --timeout=120s
kubectl delete pod -n mysql mysql-stateful-0
kubectl wait pod -n mysql mysql-stateful-0 --for=condition=Ready --timeout=120s
kubectl delete pod -n mysql mysql-stateful-2
kubectl patch sts mysql-stateful -n mysql --type=json -p '[{"op":"replace","path":"/spec/updateStrategy","value":{"type":"RollingUpdate"}}]'
kubectl rollout status sts/mysql-stateful -n mysql
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"minReadySeconds":10,"template":{"spec":{"containers":[{"name":"mysql","readinessProbe":{"exec":{"command":["mysqladmin","ping"]},"periodSeconds":2}}]}}}}'
kubectl rollout status sts/mysql-stateful -n mysql
