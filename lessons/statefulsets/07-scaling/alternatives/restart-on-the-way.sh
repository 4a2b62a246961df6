kubectl apply -f mysql-ns.yaml -f mysql-headless-service.yaml
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=a --from-literal=MYSQL_USER=b --from-literal=MYSQL_PASSWORD=c
sed 's/replicas: 3/replicas: 4/' mysql-statefulset.yaml | kubectl apply -f -
kubectl rollout status sts/mysql-stateful -n mysql
kubectl scale sts/mysql-stateful -n mysql --replicas=3
sleep 20
kubectl rollout restart sts/mysql-stateful -n mysql
kubectl rollout status sts/mysql-stateful -n mysql
kubectl scale sts/mysql-stateful -n mysql --current-replicas=3 --replicas=4
kubectl rollout status sts/mysql-stateful -n mysql
kubectl replace -f <(kubectl get sts mysql-stateful -n mysql -o yaml | sed 's/replicas: 4/replicas: 2/')
sleep 40
kubectl patch sts mysql-stateful -n mysql --type=json -p '[{"op":"replace","path":"/spec/replicas","value":4}]'
kubectl rollout status sts/mysql-stateful -n mysql
kubectl create -f waiting.yaml
sleep 20
kubectl patch sts ordered -n mysql --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
kubectl delete pod ordered-0 -n mysql
sleep 10
