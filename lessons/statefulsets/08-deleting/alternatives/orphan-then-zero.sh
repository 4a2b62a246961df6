kubectl config set-context --current --namespace=mysql
kubectl delete sts mysql-stateful --cascade=orphan
kubectl apply --server-side -f mysql-statefulset.yaml
kubectl rollout status sts/mysql-stateful
kubectl get sts mysql-stateful -o yaml | sed s/replicas:\ 2/replicas:\ 0/ | kubectl replace -f -
kubectl wait pod -l app=mysql --for=delete --timeout=120s
kubectl delete sts,pvc --all
kubectl apply -f mysql-throwaway.yaml
kubectl rollout status sts/mysql-stateful
EDITOR="sed -i 's/whenScaled: Retain/whenScaled: Delete/'" kubectl edit sts mysql-stateful
kubectl scale sts/mysql-stateful --replicas=0
sleep 40
kubectl scale sts/mysql-stateful --replicas=1
kubectl rollout status sts/mysql-stateful
kubectl delete sts --all
sleep 30
