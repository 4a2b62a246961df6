kubectl create namespace mysql
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=mysqlroot --from-literal=MYSQL_USER=mysqluser --from-literal=MYSQL_PASSWORD=mysqlpassword
printf -- '---\n' | cat mysql-headless-service.yaml - mysql-statefulset.yaml > all.yaml
kubectl apply -f all.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"replicas":4}}'
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl scale sts/mysql-stateful -n mysql --replicas=3
sleep 20
kubectl scale sts/mysql-stateful -n mysql --replicas=2
sleep 20
kubectl scale --replicas=4 -f mysql-statefulset.yaml
kubectl apply -f waiting.yaml
sleep 30
for pod in $(kubectl get pods -n mysql -l lesson=waiting -o name); do kubectl exec -n mysql $pod -- touch /tmp/ready; done
