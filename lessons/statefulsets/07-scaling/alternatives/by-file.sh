kubectl apply -f mysql-ns.yaml
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=mysqlroot --from-literal=MYSQL_USER=mysqluser --from-literal=MYSQL_PASSWORD=mysqlpassword
kubectl apply -f .
kubectl rollout status -n mysql statefulset/mysql-stateful
sed -i 's/replicas: 3/replicas: 4/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
sed -i 's/replicas: 4/replicas: 2/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
sleep 30
sed -i 's/replicas: 2/replicas: 3/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl exec -n mysql ordered-0 -- touch /tmp/ready
