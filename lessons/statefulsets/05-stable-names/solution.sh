kubectl apply -f k8sutils.yaml -n mysql
kubectl wait pod k8sutils -n mysql --for=condition=Ready --timeout=120s
kubectl exec -n mysql k8sutils -- nslookup mysql-headless
kubectl exec -n mysql k8sutils -- nc -zv mysql-stateful-1.mysql-headless 3306
kubectl apply -f lost.yaml -f lost-headless.yaml -n mysql
kubectl rollout status -n mysql sts/lost
kubectl delete pod -n mysql mysql-stateful-0
kubectl wait pod mysql-stateful-0 -n mysql --for=condition=Ready --timeout=120s
kubectl exec -n mysql k8sutils -- nslookup mysql-stateful-0.mysql-headless
kubectl exec -n mysql k8sutils -- dig +short SRV mysql-headless.mysql.svc.cluster.local
kubectl exec -n mysql lost-0 -- rm /tmp/ready
sleep 35
kubectl exec -n mysql k8sutils -- nslookup lost-0.lost-headless
kubectl patch service lost-headless -n mysql -p '{"spec":{"publishNotReadyAddresses":true}}'
sleep 31
kubectl exec -n mysql k8sutils -- nslookup lost-0.lost-headless
