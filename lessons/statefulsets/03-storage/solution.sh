kubectl apply -f claim.yaml
kubectl apply -f lost.yaml
kubectl delete pvc lost-data
sed 's/storageClassName: lost/storageClassName: standard/' lost.yaml | kubectl apply -f -
kubectl apply -f claim-fast.yaml
kubectl apply -f class-fast.yaml
kubectl apply -f pod.yaml
kubectl wait pod writer --for=condition=Ready --timeout=120s
kubectl delete pod writer
kubectl delete pvc fast-data
kubectl get pv --no-headers | awk '/Released/{print $1}' | xargs kubectl delete pv
