ssh node-4 poweroff
sleep 60
kubectl delete pod far-0 -n mysql --wait=false
sleep 60
