kubectl apply -f bank.yaml
kubectl delete pod -n bank --all --wait=false
