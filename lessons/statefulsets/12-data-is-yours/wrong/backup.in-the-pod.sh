kubectl apply -f mysql.yaml
kubectl rollout status sts/mysql --timeout=300s
kubectl exec mysql-0 -c mysql -- sh -c 'mysqldump -uroot -pmysqlroot --databases shop > /var/lib/mysql/shop.sql'
