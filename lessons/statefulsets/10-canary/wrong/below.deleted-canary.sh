sed -i -e 's/mysql:8.3.0/mysql:8.4.0/' -e 's/partition: 0/partition: 2/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl delete pod mysql-stateful-2 -n mysql
