sed -i 's/mysql:8.2.0/mysql:8.3.0/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"template":{"spec":{"terminationGracePeriodSeconds":60}}}}'
kubectl delete pod -n mysql mysql-stateful-2
kubectl wait pod -n mysql mysql-stateful-2 --for=condition=Ready --timeout=120s
kubectl rollout restart sts mysql-stateful -n mysql
sleep 30
