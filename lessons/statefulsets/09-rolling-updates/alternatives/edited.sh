kubectl config set-context --current --namespace=mysql
kubectl exec mysql-stateful-0 -- mysql -uroot -pmysqlroot -e 'CREATE DATABASE shop'
kubectl get sts mysql-stateful -o yaml | sed s/mysql:8.2.0/mysql:8.3.0/ | kubectl replace -f -
kubectl rollout status sts/mysql-stateful
kubectl get sts mysql-stateful -o json | sed 's/"type": "RollingUpdate"/"type": "OnDelete"/; s/"rollingUpdate": {/"x": {/' > s.json
kubectl patch sts mysql-stateful --type=merge -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'
kubectl set env sts/mysql-stateful TZ=UTC
kubectl delete pod mysql-stateful-2 --grace-period=30
sleep 20
kubectl patch sts mysql-stateful --type=merge -p '{"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":0}}}}'
kubectl rollout status sts/mysql-stateful
kubectl get sts mysql-stateful -o yaml | sed -e 's/^spec:/spec:\n  minReadySeconds: 7/' -e 's/^\( *\)volumeMounts:/\1readinessProbe: {tcpSocket: {port: 3306}, periodSeconds: 1}\n&/' | kubectl replace -f -
kubectl rollout status sts/mysql-stateful
