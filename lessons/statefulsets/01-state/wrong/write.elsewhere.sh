kubectl run remembering --image=mysql:8.2.0 --env=MYSQL_ROOT_PASSWORD=mysqlroot
kubectl wait pod remembering --for=condition=Ready --timeout=180s
sleep 30
kubectl exec -i remembering -- mysql -uroot -pmysqlroot < order.sql
