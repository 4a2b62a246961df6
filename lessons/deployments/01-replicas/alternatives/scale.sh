sed "s/replicas: 3/replicas: 1/" web.yaml | kubectl apply -f -
kubectl scale deployment web --replicas=3
kubectl rollout status deployment/web
for pod in $(kubectl get pods -o jsonpath="{.items[*].metadata.name}"); do kubectl delete pod $pod; done
