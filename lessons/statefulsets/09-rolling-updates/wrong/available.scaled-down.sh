kubectl scale sts mysql-stateful -n mysql --replicas=0
sleep 20
sed -i 's/mysql:8.2.0/mysql:8.3.0/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
