kubectl delete sts mysql-stateful -n mysql --cascade=orphan
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status sts/mysql-stateful -n mysql
sed -i 's/replicas: 2/replicas: 0/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl wait pod -n mysql -l app=mysql --for=delete --timeout=120s
kubectl delete sts -n mysql --all
for i in 0 1 2 3; do kubectl delete pvc -n mysql mysql-data-mysql-stateful-$i; done
sed -i 's/replicas: 0/replicas: 3/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Delete","whenScaled":"Delete"}}}'
kubectl rollout status sts/mysql-stateful -n mysql
kubectl apply --server-side --force-conflicts -f <(sed 's/replicas: 3/replicas: 1/' mysql-statefulset.yaml)
sleep 40
kubectl delete sts mysql-stateful -n mysql
