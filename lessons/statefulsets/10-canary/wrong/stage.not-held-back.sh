sed -i 's/mysql:8.3.0/mysql:8.4.0/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
