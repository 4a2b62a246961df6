sed -i 's/mysql:8.2.0/mysql:8.3.0/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'
kubectl delete pod -n mysql mysql-stateful-2
