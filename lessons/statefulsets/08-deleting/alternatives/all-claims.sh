kubectl delete statefulset/mysql-stateful --namespace mysql --cascade=orphan
kubectl get pods -n mysql
kubectl create -f mysql-statefulset.yaml
kubectl rollout status sts/mysql-stateful -n mysql
kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"replicas":0}}'
sleep 30
kubectl delete -f mysql-statefulset.yaml
kubectl delete pvc -n mysql --all
sed -i 's/whenScaled: Retain/whenScaled: Delete/' mysql-throwaway.yaml
kubectl create -f mysql-throwaway.yaml
sleep 40
sed 's/replicas: 2/replicas: 1/' mysql-throwaway.yaml | kubectl replace -f -
sleep 40
kubectl delete -f mysql-throwaway.yaml
