kubectl create namespace mysql
kubectl apply -f waiting.yaml
sleep 10
kubectl delete pod ordered-0 -n mysql
sleep 10
