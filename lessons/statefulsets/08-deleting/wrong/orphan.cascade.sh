kubectl delete sts mysql-stateful -n mysql
