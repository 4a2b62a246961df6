kubectl delete pod -n mysql mysql-stateful-0
