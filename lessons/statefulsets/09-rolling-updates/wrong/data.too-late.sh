sed -i 's/mysql:8.2.0/mysql:8.3.0/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl exec -n mysql mysql-stateful-2 -- mysql -uroot -pmysqlroot -e 'CREATE DATABASE shop'
