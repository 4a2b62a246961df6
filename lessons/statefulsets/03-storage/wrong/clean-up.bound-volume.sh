kubectl apply -f claim.yaml
sleep 5
kubectl delete pv --all --wait=false
