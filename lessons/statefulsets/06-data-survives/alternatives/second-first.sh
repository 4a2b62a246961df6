kubectl exec -n mysql k8sutils -- mysql -uroot -pmysqlroot -h mysql-stateful-2.mysql-headless -e 'CREATE DATABASE onlyhere'
kubectl exec -n mysql k8sutils -- mysql -uroot -pmysqlroot -h mysql-stateful-0.mysql-headless.mysql.svc.cluster.local -e 'CREATE DATABASE ststest'
for i in 0 1 2; do
  kubectl delete pod -n mysql mysql-stateful-$i
  kubectl rollout status -n mysql sts/mysql-stateful
done
