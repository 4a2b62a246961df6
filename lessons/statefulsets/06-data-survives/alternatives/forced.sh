kubectl config set-context --current --namespace=mysql
kubectl exec mysql-stateful-0 -- mysql -uroot -pmysqlroot -e 'CREATE SCHEMA ststest'
kubectl delete pod mysql-stateful-0 --grace-period=0 --force
kubectl rollout status sts/mysql-stateful
kubectl rollout restart sts/mysql-stateful
kubectl rollout status sts/mysql-stateful
kubectl delete pod mysql-stateful-0 mysql-stateful-1 mysql-stateful-2
kubectl rollout status sts/mysql-stateful
sleep 60
kubectl exec -i mysql-stateful-2 -- mysql -uroot -pmysqlroot <<< 'CREATE DATABASE IF NOT EXISTS onlyhere;'
