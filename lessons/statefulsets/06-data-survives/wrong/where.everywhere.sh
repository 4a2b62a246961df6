for i in 0 1 2; do
  kubectl exec -n mysql k8sutils -- mysql -uroot -pmysqlroot -h mysql-stateful-$i.mysql-headless -e 'CREATE DATABASE onlyhere'
done
