kubectl apply -f mysql.yaml
kubectl rollout status sts/mysql --timeout=300s
kubectl exec -i mysql-1 -c mysql -- mysql -uroot -pmysqlroot < replicate.sql
kubectl apply -f backup.yaml
kubectl create job --from=cronjob/backup first
kubectl apply -f drill.yaml
kubectl wait pod drill --for=condition=Ready --timeout=120s
kubectl exec drill -- sh -c 'mysql -uroot -pmysqlroot < /backups/shop.sql'
