kubectl apply -f mysql-ns.yaml
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=mysqlroot --from-literal=MYSQL_USER=mysqluser --from-literal=MYSQL_PASSWORD=mysqlpassword
kubectl apply -f mysql-headless-service.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl scale statefulset -n mysql mysql-stateful --replicas 4
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl scale statefulset -n mysql mysql-stateful --replicas 2
kubectl wait pod -n mysql mysql-stateful-2 --for=delete --timeout=120s
kubectl apply -f mysql-statefulset.yaml && kubectl rollout status -n mysql statefulset/mysql-stateful && kubectl scale statefulset -n mysql mysql-stateful --replicas 2
kubectl apply -f waiting.yaml && sleep 10 && kubectl exec -n mysql ordered-0 -- touch /tmp/ready && sleep 10 && kubectl delete -f waiting.yaml
