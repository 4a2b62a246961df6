kubectl apply -f mysql-ns.yaml
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=mysqlroot --from-literal=MYSQL_USER=mysqluser --from-literal=MYSQL_PASSWORD=mysqlpassword
kubectl apply -f mysql-headless-service.yaml
kubectl cordon node-4
sed 's/GracePeriodSeconds: 30/GracePeriodSeconds: 0/' mysql-statefulset.yaml | kubectl apply -f -
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl scale -n mysql sts mysql-stateful --replicas=2
kubectl run intruder -n mysql --image=nginx:1.25 --labels=app=mysql,environment=test --overrides='{"spec":{"nodeName":"node-1"}}'
sed 's/value: "2"/value: "1"/' notes.yaml | kubectl apply -f -
kubectl apply -f journal.yaml -f slow.yaml -f greedy.yaml
kubectl uncordon node-4
kubectl apply -f disks.yaml
kubectl rollout status -n mysql sts/notes
kubectl rollout status -n mysql sts/far
kubectl rollout status -n mysql sts/near
kubectl cordon node-4
kubectl apply -f notes.yaml
kubectl rollout status -n mysql sts/journal
sleep 25
