kubectl exec -n mysql mysql-stateful-0 -- mysql -uroot -pmysqlroot -e 'CREATE DATABASE shop'
sed -i 's/mysql:8.2.0/mysql:8.3.0/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"template":{"spec":{"containers":[{"name":"mysql","lifecycle":{"postStart":{"exec":{"command":["sh","-c","until mysqladmin ping; do sleep 1; done"]}}}}]}}}}'
kubectl delete pod -n mysql mysql-stateful-2
kubectl wait pod -n mysql mysql-stateful-2 --for=condition=Ready --timeout=120s
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"minReadySeconds":5,"updateStrategy":{"type":"RollingUpdate"}}}'
