kubectl exec -n mysql k8sutils -- mysql -uroot -pmysqlroot -h mysql-stateful-0.mysql-headless -e 'CREATE DATABASE ststest'
kubectl delete pod -n mysql mysql-stateful-0
kubectl rollout status -n mysql sts/mysql-stateful
kubectl delete sts -n mysql mysql-stateful
