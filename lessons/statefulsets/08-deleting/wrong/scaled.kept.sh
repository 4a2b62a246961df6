kubectl delete sts mysql-stateful -n mysql --cascade=orphan
kubectl apply -f mysql-throwaway.yaml
kubectl rollout status sts/mysql-stateful -n mysql
kubectl scale sts mysql-stateful -n mysql --replicas=1
sleep 30
