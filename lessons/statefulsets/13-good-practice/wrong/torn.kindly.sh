kubectl delete pod journal-0 -n mysql
sleep 10
