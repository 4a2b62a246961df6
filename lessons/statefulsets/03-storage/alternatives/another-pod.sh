kubectl create -f claim-fast.yaml -f class-fast.yaml -f claim.yaml
sed 's/name: writer/name: other/' pod.yaml | kubectl create -f -
kubectl wait pvc fast-data --for=jsonpath='{.status.phase}'=Bound --timeout=60s
kubectl wait pod other --for=condition=Ready --timeout=120s
kubectl delete pod other --now
kubectl delete pvc fast-data
kubectl get pv -o jsonpath='{range .items[?(@.status.phase=="Released")]}{.metadata.name}{"\n"}{end}' | xargs kubectl delete pv
kubectl apply -f lost.yaml
kubectl delete pvc lost-data
sed 's/storageClassName: lost/storageClassName: standard/' lost.yaml | kubectl apply -f -
