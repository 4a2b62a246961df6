kubectl apply -f mysql-ns.yaml
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=mysqlroot --from-literal=MYSQL_USER=mysqluser --from-literal=MYSQL_PASSWORD=mysqlpassword
kubectl apply -f mysql-headless-service.yaml -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl scale statefulset -n mysql mysql-stateful --replicas 2
sleep 20
kubectl delete pvc -n mysql mysql-data-mysql-stateful-2
kubectl scale statefulset -n mysql mysql-stateful --replicas 3
kubectl rollout status -n mysql statefulset/mysql-stateful
