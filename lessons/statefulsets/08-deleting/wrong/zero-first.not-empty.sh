kubectl delete sts mysql-stateful -n mysql --cascade=orphan
kubectl apply -f mysql-statefulset.yaml
sleep 5
kubectl delete sts mysql-stateful -n mysql
