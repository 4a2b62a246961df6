sed -i -e 's/mysql:8.3.0/mysql:8.4.0/' -e 's/partition: 0/partition: 3/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl delete pod mysql-stateful-2 -n mysql
