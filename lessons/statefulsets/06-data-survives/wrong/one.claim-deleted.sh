kubectl exec -n mysql k8sutils -- mysql -uroot -pmysqlroot -h mysql-stateful-0.mysql-headless -e 'CREATE DATABASE ststest'
kubectl delete pvc -n mysql mysql-data-mysql-stateful-0 --wait=false
kubectl delete pod -n mysql mysql-stateful-0
kubectl rollout status -n mysql sts/mysql-stateful
