kubectl apply -f mysql.yaml -f backup.yaml -f drill.yaml
kubectl rollout status sts/mysql --timeout=300s
kubectl wait pod drill --for=condition=Ready --timeout=120s
kubectl exec -i mysql-1 -c mysql -- mysql -uroot -pmysqlroot <<'SQL'
CHANGE REPLICATION SOURCE TO SOURCE_HOST='mysql-0.mysql', SOURCE_USER='root', SOURCE_PASSWORD='mysqlroot', GET_SOURCE_PUBLIC_KEY=1;
START REPLICA;
SQL
kubectl create job nightly --from=cronjob/backup
kubectl wait --for=condition=complete job/nightly --timeout=120s
kubectl exec drill -- bash -c 'mysql -uroot -pmysqlroot -e "source /backups/shop.sql"'
