kubectl create -f k8sutils.yaml -n mysql
kubectl wait pod k8sutils -n mysql --for=condition=Ready --timeout=120s
kubectl exec -i -n mysql k8sutils -- /bin/bash -c 'host mysql-headless; nc -zv mysql-stateful-1.mysql-headless 3306'
kubectl delete pod -n mysql mysql-stateful-0 mysql-stateful-1
sleep 60
kubectl exec -n mysql k8sutils -- getent hosts mysql-stateful-0.mysql-headless
kubectl config set-context --current --namespace=mysql
kubectl apply -f lost.yaml
sleep 10
kubectl expose pod lost-0 --name=lost-headless --cluster-ip=None --port=80 --selector=app=lost
kubectl exec lost-0 -- getent hosts lost-0.lost-headless
kubectl exec -i k8sutils -- nslookup -type=SRV mysql-headless
kubectl exec lost-0 -- rm /tmp/ready
sleep 40
kubectl exec k8sutils -- getent hosts lost-0.lost-headless
kubectl get service lost-headless -o yaml | sed 's/^spec:/spec:\n  publishNotReadyAddresses: true/' | kubectl replace -f -
sleep 35
kubectl exec k8sutils -- getent hosts lost-0.lost-headless
