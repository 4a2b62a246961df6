kubectl apply -f mysql.yaml
kubectl rollout status sts/mysql --timeout=300s
kubectl exec mysql-1 -c mysql -- mysql -uroot -pmysqlroot -e 'SET GLOBAL read_only = OFF; CREATE DATABASE written_here'
