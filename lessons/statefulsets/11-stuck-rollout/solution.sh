kubectl rollout undo sts mysql-stateful -n mysql
kubectl delete pod -n mysql mysql-stateful-2
kubectl set image sts mysql-stateful -n mysql mysql=mysql:8.3.0
sleep 40
kubectl apply -f mysql-statefulset.yaml
kubectl delete pod -n mysql mysql-stateful-2
