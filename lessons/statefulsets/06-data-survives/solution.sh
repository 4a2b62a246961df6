kubectl exec -n mysql k8sutils -- mysql -uroot -pmysqlroot -h mysql-stateful-0.mysql-headless -e 'CREATE DATABASE ststest'
kubectl delete pod -n mysql -l app=mysql
kubectl rollout status -n mysql sts/mysql-stateful
kubectl exec -n mysql mysql-stateful-2 -- bash -c 'until mysqladmin -uroot -pmysqlroot ping; do sleep 1; done'
kubectl exec -n mysql mysql-stateful-2 -- mysql -uroot -pmysqlroot -e 'CREATE DATABASE onlyhere'
