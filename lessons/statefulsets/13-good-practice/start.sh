kubectl apply -f mysql-ns.yaml
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=mysqlroot --from-literal=MYSQL_USER=mysqluser --from-literal=MYSQL_PASSWORD=mysqlpassword
kubectl apply -f mysql-headless-service.yaml
sed 's/GracePeriodSeconds: 30/GracePeriodSeconds: 0/' mysql-statefulset.yaml | kubectl apply -f -
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl scale -n mysql sts mysql-stateful --replicas=2
kubectl run intruder -n mysql --image=nginx:1.25 --labels=app=mysql,environment=test --overrides='{"spec":{"nodeName":"node-1"}}'
kubectl apply -f slow.yaml
sleep 60
