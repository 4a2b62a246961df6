kubectl rollout undo sts mysql-stateful -n mysql
kubectl delete pod -n mysql mysql-stateful-2
kubectl rollout status sts mysql-stateful -n mysql
kubectl delete pvc -n mysql mysql-data-mysql-stateful-2 --wait=false
kubectl set image sts mysql-stateful -n mysql mysql=mysql:8.3.0
sleep 20
