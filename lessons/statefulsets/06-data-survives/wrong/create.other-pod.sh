kubectl exec -n mysql k8sutils -- mysql -uroot -pmysqlroot -h mysql-stateful-1.mysql-headless -e 'CREATE DATABASE ststest'
