kubectl apply -f lost.yaml
sleep 10
kubectl delete pvc lost-data
kubectl apply -f lost.yaml
