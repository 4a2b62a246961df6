kubectl apply -f k8sutils.yaml
