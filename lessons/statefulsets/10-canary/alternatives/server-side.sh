sed -i -e 's/mysql:8.3.0/mysql:8.4.0/' -e 's/partition: 0/partition: 3/' mysql-statefulset.yaml
kubectl apply --server-side --force-conflicts -f mysql-statefulset.yaml
sed 's/partition: 3/partition: 2/' mysql-statefulset.yaml | kubectl replace -f -
kubectl rollout status sts/mysql-stateful -n mysql
kubectl delete pod mysql-stateful-0 -n mysql
sleep 30
kubectl get sts mysql-stateful -n mysql -o yaml | sed s/partition:\ 2/partition:\ 1/ | kubectl replace -f -
kubectl rollout status sts/mysql-stateful -n mysql
kubectl get sts mysql-stateful -n mysql -o yaml | sed s/partition:\ 1/partition:\ 0/ | kubectl replace -f -
sleep 30
