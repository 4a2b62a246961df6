kubectl apply -f class-fast.yaml
kubectl apply -f claim.yaml -f claim-fast.yaml -f pod.yaml
kubectl wait pod writer --for=condition=Ready --timeout=120s
kubectl delete -f pod.yaml -f claim-fast.yaml
sleep 5
for volume in $(kubectl get pv --no-headers | grep Released | awk '{print $1}'); do kubectl delete pv $volume; done
kubectl create -f lost.yaml
kubectl delete storageclass lost
kubectl delete pvc lost-data
sed 's#example.com/nobody#k8s.io/minikube-hostpath#' lost.yaml | kubectl apply -f -
