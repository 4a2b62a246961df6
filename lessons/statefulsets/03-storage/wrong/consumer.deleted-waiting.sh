kubectl apply -f claim-fast.yaml
kubectl apply -f class-fast.yaml
sleep 10
kubectl delete pvc fast-data
