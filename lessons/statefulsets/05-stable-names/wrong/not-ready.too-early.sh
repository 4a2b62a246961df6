kubectl apply -f k8sutils.yaml -f lost.yaml -f lost-headless.yaml -n mysql
kubectl wait pod k8sutils lost-0 -n mysql --for=condition=Ready --timeout=120s
for i in 1 2 3 4 5 6 7 8; do kubectl exec -n mysql k8sutils -- nslookup lost-0.lost-headless; done
kubectl exec -n mysql lost-0 -- rm /tmp/ready
sleep 5
kubectl exec -n mysql k8sutils -- nslookup lost-0.lost-headless
