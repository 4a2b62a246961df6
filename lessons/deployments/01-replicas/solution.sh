kubectl apply -f web.yaml
kubectl delete $(kubectl get pods -l app=web -o name | head -1)
