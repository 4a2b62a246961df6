kubectl delete pod slow-0 -n mysql
sleep 40
