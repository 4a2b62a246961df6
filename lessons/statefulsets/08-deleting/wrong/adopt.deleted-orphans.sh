kubectl delete sts mysql-stateful -n mysql --cascade=orphan
kubectl delete pod -n mysql mysql-stateful-0 mysql-stateful-1
