kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":100}}}}'
kubectl set image sts/mysql-stateful -n mysql mysql=mysql:8.4.0
kubectl patch sts mysql-stateful -n mysql --type=json -p '[{"op":"replace","path":"/spec/updateStrategy/rollingUpdate/partition","value":2}]'
kubectl rollout status sts/mysql-stateful -n mysql
kubectl delete pod -n mysql mysql-stateful-0
kubectl wait pod -n mysql mysql-stateful-0 --for=condition=Ready --timeout=120s
kubectl patch sts mysql-stateful -n mysql --type=json -p '[{"op":"replace","path":"/spec/updateStrategy/rollingUpdate/partition","value":1}]'
kubectl rollout status sts/mysql-stateful -n mysql
kubectl patch sts mysql-stateful -n mysql --type=json -p '[{"op":"replace","path":"/spec/updateStrategy/rollingUpdate/partition","value":0}]'
