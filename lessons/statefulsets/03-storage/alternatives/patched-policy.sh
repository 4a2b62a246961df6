sed 's/reclaimPolicy: Retain/reclaimPolicy: Delete/' class-fast.yaml | kubectl apply -f -
kubectl apply -f claim.yaml -f claim-fast.yaml -f pod.yaml
kubectl wait pod writer --for=condition=Ready --timeout=120s
kubectl patch pv $(kubectl get pvc fast-data -o jsonpath='{.spec.volumeName}') -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'
kubectl delete -f pod.yaml
kubectl delete -f claim-fast.yaml
sleep 5
kubectl get pv --no-headers | awk '/Released/{print $1}' | xargs kubectl delete pv
kubectl apply -f lost.yaml
kubectl delete pvc lost-data
sed 's/storageClassName: lost/storageClassName: standard/' lost.yaml | kubectl apply -f -
