kubectl delete sts mysql-stateful -n mysql --cascade=orphan
sed -e 's/whenDeleted: Delete/whenDeleted: Retain/' -e 's/whenScaled: Retain/whenScaled: Delete/' mysql-throwaway.yaml | kubectl apply -f -
kubectl rollout status sts/mysql-stateful -n mysql
kubectl delete sts mysql-stateful -n mysql
sleep 30
