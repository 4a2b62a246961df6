kubectl create namespace data
kubectl config set-context --current --namespace=data
kubectl apply -f .
kubectl wait pod writer --for=condition=Ready --timeout=120s
kubectl delete pod writer
kubectl delete pvc fast-data
sleep 5
kubectl get pv --no-headers | awk '/Released/{print $1}' | xargs kubectl delete pv
sed 's/storageClassName: lost/storageClassName: standard/' lost.yaml > found.yaml
kubectl replace --force -f found.yaml
