kubectl apply -f k8sutils.yaml
kubectl wait pod k8sutils --for=condition=Ready --timeout=120s
kubectl exec k8sutils -- nslookup mysql-headless
