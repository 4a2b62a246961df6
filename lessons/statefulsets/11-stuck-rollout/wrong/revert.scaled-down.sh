kubectl scale sts mysql-stateful -n mysql --replicas=2
sleep 30
