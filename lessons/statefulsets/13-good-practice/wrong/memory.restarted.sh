kubectl delete pod greedy-0 -n mysql
sleep 30
