kubectl delete sts mysql-stateful -n mysql
sleep 10
sed -i 's/mysql:8.2.0/mysql:8.3.0/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
