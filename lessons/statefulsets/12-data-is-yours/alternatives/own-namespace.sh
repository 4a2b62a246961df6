kubectl create ns data
kubectl config set-context --current --namespace=data
kubectl apply --server-side -f mysql.yaml -f backup.yaml -f drill.yaml
kubectl rollout status sts/mysql --timeout=300s
kubectl exec -i mysql-1 -c mysql -- mysql -uroot -pmysqlroot < replicate.sql
kubectl wait pod drill --for=condition=Ready --timeout=120s
kubectl create job --from=cronjob/backup now
kubectl wait --for=condition=complete job/now --timeout=120s
kubectl exec -i drill -- bash <<< 'mysql -uroot -pmysqlroot < /backups/shop.sql'
