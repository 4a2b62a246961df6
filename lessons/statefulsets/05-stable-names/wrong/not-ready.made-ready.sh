kubectl apply -f k8sutils.yaml -f lost.yaml -f lost-headless.yaml -n mysql
kubectl wait pod k8sutils lost-0 -n mysql --for=condition=Ready --timeout=120s
kubectl exec -n mysql k8sutils -- nslookup lost-0.lost-headless
kubectl exec -n mysql lost-0 -- rm /tmp/ready
sleep 40
kubectl exec -n mysql k8sutils -- nslookup lost-0.lost-headless
kubectl exec -n mysql lost-0 -- touch /tmp/ready
sleep 40
kubectl exec -n mysql k8sutils -- nslookup lost-0.lost-headless
