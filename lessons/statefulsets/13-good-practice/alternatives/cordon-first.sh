kubectl apply -f budget.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl label pod -n mysql intruder environment-
kubectl delete sts slow -n mysql
sleep 10
sed 's/periodSeconds: 5/periodSeconds: 5\n            initialDelaySeconds: 60/' slow.yaml | kubectl apply -f -
kubectl cordon node-3
for pod in $(kubectl get pods -n mysql -o wide | grep node-3 | grep stateful | cut -d' ' -f1); do kubectl delete pod -n mysql $pod; sleep 20; done
