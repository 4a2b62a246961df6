kubectl rollout undo sts mysql-stateful -n mysql
kubectl delete pod -n mysql mysql-stateful-0 mysql-stateful-1 mysql-stateful-2
