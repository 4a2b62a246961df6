kubectl apply -f claim-fast.yaml
sed 's/Retain/Delete/' class-fast.yaml | kubectl apply -f -
kubectl apply -f pod.yaml
kubectl wait pod writer --for=condition=Ready --timeout=120s
kubectl delete pod writer
kubectl delete pvc fast-data
