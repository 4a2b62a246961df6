kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql sts/mysql-stateful
kubectl create pdb mysql -n mysql --selector=app=mysql,environment=test --min-available=3
kubectl delete pod intruder -n mysql
sleep 10
kubectl drain node-3 --ignore-daemonsets --delete-emptydir-data --force --timeout=20s
