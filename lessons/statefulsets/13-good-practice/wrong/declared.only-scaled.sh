kubectl scale -n mysql sts mysql-stateful --replicas=3
sleep 30
