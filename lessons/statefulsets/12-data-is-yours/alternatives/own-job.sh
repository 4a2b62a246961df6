kubectl apply -f .
kubectl rollout status sts/mysql --timeout=300s
kubectl wait pod drill --for=condition=Ready --timeout=120s
kubectl exec -i mysql-1 -c mysql -- sh -c 'mysql -uroot -pmysqlroot' < replicate.sql
kubectl get cronjob backup -o json > /dev/null
kubectl create job --from=cronjob/backup first --dry-run=client -o yaml | sed 's/name: first/name: mine/' | kubectl apply -f -
kubectl wait --for=condition=complete job --all --timeout=120s
kubectl delete job --all
kubectl exec drill -- sh -c 'cat /backups/*.sql | mysql -uroot -pmysqlroot'
