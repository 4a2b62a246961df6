sed -i -e 's/mysql:8.3.0/mysql:8.4.0/' -e 's/partition: 0/partition: 3/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
sed -i 's/partition: 3/partition: 2/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl delete pod -n mysql mysql-stateful-0
kubectl wait pod -n mysql mysql-stateful-0 --for=condition=Ready --timeout=120s
sed -i 's/partition: 2/partition: 1/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
sed -i 's/partition: 1/partition: 0/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
