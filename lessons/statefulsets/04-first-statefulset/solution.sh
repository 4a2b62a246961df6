kubectl apply -f mysql-ns.yaml
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=mysqlroot --from-literal=MYSQL_USER=mysqluser --from-literal=MYSQL_PASSWORD=mysqlpassword
kubectl patch secret mysql-secret -n mysql -p "{\"data\":{\"MYSQL_DATABASE\":\"$(printf shop | base64)\"}}"
kubectl apply -f mysql-headless-service.yaml
kubectl apply -f mysql-statefulset.yaml
