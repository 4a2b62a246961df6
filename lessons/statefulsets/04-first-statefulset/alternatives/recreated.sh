kubectl create ns mysql
sed 's/serviceName: mysql-headless/serviceName: mysql/' mysql-statefulset.yaml | kubectl apply -f -
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=one --from-literal=MYSQL_USER=two --from-literal=MYSQL_PASSWORD=three
kubectl rollout status sts/mysql-stateful -n mysql
kubectl replace --force -f mysql-statefulset.yaml
kubectl apply -f mysql-headless-service.yaml
kubectl rollout status sts/mysql-stateful -n mysql
sleep 60
kubectl patch secret mysql-secret -n mysql -p '{"stringData":{"MYSQL_DATABASE":"shop"}}'
