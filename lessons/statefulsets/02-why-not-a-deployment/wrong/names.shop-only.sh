kubectl apply -f mysql-deployment.yaml
kubectl rollout status deployment/shop
kubectl delete pod -l app=shop
