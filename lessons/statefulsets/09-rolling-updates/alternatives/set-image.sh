kubectl exec -n mysql mysql-stateful-1 -- mysql -uroot -pmysqlroot -e 'CREATE DATABASE shop; CREATE TABLE shop.t (a INT)'
kubectl set image sts/mysql-stateful -n mysql mysql=mysql:8.3.0
kubectl rollout status sts/mysql-stateful -n mysql
sed -i -e 's/mysql:8.2.0/mysql:8.3.0/' -e 's/type: RollingUpdate/type: OnDelete/' -e '/rollingUpdate:/d' -e '/partition: 0/d' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout restart sts/mysql-stateful -n mysql
kubectl delete pod -n mysql mysql-stateful-0
kubectl wait pod -n mysql mysql-stateful-0 --for=condition=Ready --timeout=120s
sed -i 's/type: OnDelete/type: RollingUpdate/' mysql-statefulset.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status sts/mysql-stateful -n mysql
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"minReadySeconds":10,"template":{"spec":{"containers":[{"name":"mysql","readinessProbe":{"exec":{"command":["mysqladmin","ping"]},"periodSeconds":2}}]}}}}'
kubectl rollout status sts/mysql-stateful -n mysql
