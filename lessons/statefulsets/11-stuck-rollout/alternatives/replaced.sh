kubectl config set-context --current --namespace=mysql
kubectl replace -f mysql-statefulset.yaml
kubectl delete pod mysql-stateful-2 --grace-period=0 --force
kubectl rollout status sts/mysql-stateful
kubectl get sts mysql-stateful -o yaml | sed s/mysql:8.4.0/mysql:8.3.0/ | kubectl replace -f -
sleep 60
kubectl rollout undo sts/mysql-stateful
kubectl delete pod mysql-stateful-2 --now
sleep 60
