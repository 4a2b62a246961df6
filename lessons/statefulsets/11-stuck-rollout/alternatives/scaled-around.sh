kubectl rollout undo sts/mysql-stateful -n mysql --to-revision=1
kubectl scale sts/mysql-stateful -n mysql --replicas=2
sleep 20
kubectl scale sts/mysql-stateful -n mysql --replicas=3
sleep 40
kubectl set image sts mysql-stateful -n mysql '*=mysql:8.3.0'
sleep 60
kubectl apply -f mysql-statefulset.yaml
kubectl scale sts/mysql-stateful -n mysql --replicas=2
sleep 20
kubectl scale sts/mysql-stateful -n mysql --replicas=3
sleep 60
