kubectl apply -f k8sutils.yaml -n mysql
kubectl wait pod k8sutils -n mysql --for=condition=Ready --timeout=120s
kubectl apply -f lost.yaml -n mysql
kubectl create service clusterip lost-headless -n mysql --tcp=80
sleep 30
kubectl exec -n mysql k8sutils -- nslookup lost-0.lost-headless
