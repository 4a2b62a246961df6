kubectl delete pod -n mysql mysql-stateful-0
kubectl apply -n mysql -f k8sutils.yaml -f lost-headless.yaml -f lost.yaml
kubectl rollout status -n mysql sts/lost
kubectl rollout status -n mysql sts/mysql-stateful
kubectl wait -n mysql pod/k8sutils --for=condition=Ready --timeout=60s
kubectl exec -i -n mysql k8sutils -- bash <<'X'
dig +short mysql-headless.mysql.svc.cluster.local
telnet mysql-stateful-1.mysql-headless 3306 < /dev/null
mysql -uroot -pmysqlroot -h mysql-stateful-1.mysql-headless -e 'select 1'
ping -c1 mysql-stateful-0.mysql-headless
host lost-0.lost-headless
X
kubectl exec -i -n mysql k8sutils -- host -t SRV mysql-headless
kubectl exec -n mysql lost-0 -- mv /tmp/ready /tmp/later
sleep 60
kubectl exec -n mysql k8sutils -- host lost-0.lost-headless
sed 's/clusterIP: None/&\n  publishNotReadyAddresses: true/' lost-headless.yaml | kubectl apply -n mysql -f -
sleep 60
kubectl exec -n mysql k8sutils -- ping -c1 lost-0.lost-headless
