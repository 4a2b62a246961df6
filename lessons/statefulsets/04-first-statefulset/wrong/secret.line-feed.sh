kubectl apply -f mysql-ns.yaml
echo "mysqlroot" > root.txt
kubectl create secret generic mysql-secret -n mysql --from-file=MYSQL_ROOT_PASSWORD=root.txt --from-literal=MYSQL_USER=mysqluser --from-literal=MYSQL_PASSWORD=mysqlpassword
