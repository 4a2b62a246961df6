kubectl apply -f k8sutils.yaml -n mysql
kubectl wait pod k8sutils -n mysql --for=condition=Ready --timeout=120s
kubectl exec -n mysql k8sutils -- dig +short SRV mysql-headless
