kubectl delete sts mysql-stateful -n mysql --cascade=orphan
kubectl apply -f mysql-statefulset.yaml
kubectl scale sts mysql-stateful -n mysql --replicas=0
kubectl wait pod -n mysql -l app=mysql --for=delete --timeout=120s
kubectl delete sts mysql-stateful -n mysql
kubectl delete pvc -n mysql mysql-data-mysql-stateful-0 mysql-data-mysql-stateful-1 mysql-data-mysql-stateful-2 mysql-data-mysql-stateful-3
kubectl apply -f mysql-throwaway.yaml
kubectl rollout status sts/mysql-stateful -n mysql
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete"}}}'
kubectl scale sts mysql-stateful -n mysql --replicas=1
kubectl delete sts mysql-stateful -n mysql
