kubectl create namespace mysql
kubectl apply -f waiting.yaml
sleep 10
kubectl scale sts ordered -n mysql --replicas=5
sleep 10
