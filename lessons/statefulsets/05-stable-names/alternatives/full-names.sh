kubectl run k8sutils -n mysql --image=quay.io/iamgini/k8sutils:debian12-1.1 --command -- sleep infinity
kubectl wait pod k8sutils -n mysql --for=condition=Ready --timeout=120s
kubectl exec -n mysql k8sutils -- dig +short mysql-headless.mysql.svc.cluster.local
kubectl exec -n mysql k8sutils -- nc -z mysql-stateful-1.mysql-headless.mysql.svc.cluster.local 3306
kubectl delete pod -n mysql mysql-stateful-0
sleep 30
kubectl exec -n mysql k8sutils -- dig +short mysql-stateful-0.mysql-headless.mysql.svc.cluster.local
kubectl apply -f lost.yaml -n mysql
kubectl create service clusterip lost-headless -n mysql --clusterip=None --tcp=80
kubectl patch service lost-headless -n mysql -p '{"spec":{"selector":{"app":"lost"}}}'
kubectl wait pod lost-0 -n mysql --for=condition=Ready --timeout=60s
kubectl exec -n mysql k8sutils -- dig +short lost-0.lost-headless.mysql.svc.cluster.local
kubectl exec -n mysql k8sutils -- dig +short SRV mysql-headless.mysql.svc.cluster.local
kubectl exec -n mysql lost-0 -- rm /tmp/ready
sleep 35
kubectl exec -n mysql k8sutils -- dig +short lost-0.lost-headless.mysql.svc.cluster.local
kubectl patch service lost-headless -n mysql -p '{"spec":{"publishNotReadyAddresses":true}}'
sleep 31
kubectl exec -n mysql k8sutils -- dig +short lost-0.lost-headless.mysql.svc.cluster.local
