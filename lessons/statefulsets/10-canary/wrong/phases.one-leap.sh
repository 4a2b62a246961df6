sed -i -e 's/mysql:8.3.0/mysql:8.4.0/' -e 's/partition: 0/partition: 3/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}'
