kubectl apply -f mysql-ns.yaml
kubectl apply -f mysql-headless-service.yaml
kubectl apply -f mysql-statefulset.yaml
sleep 20
kubectl scale statefulset -n mysql mysql-stateful --replicas 4
kubectl scale statefulset -n mysql mysql-stateful --replicas 2
