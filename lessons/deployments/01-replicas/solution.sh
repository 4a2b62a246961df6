kubectl apply -f web.yaml
kubectl delete $(kubectl get pods -o name | head -1)
