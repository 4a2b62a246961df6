kubectl apply -f mysql-statefulset.yaml
kubectl delete pod -n mysql mysql-stateful-2
kubectl rollout status sts/mysql-stateful -n mysql
sed 's/8.4.0/8.3.0/' mysql-statefulset.yaml > older.yaml
kubectl apply -f older.yaml
sleep 60
kubectl apply -f mysql-statefulset.yaml
kubectl delete pod -n mysql mysql-stateful-2
