kubectl apply -f mysql-ns.yaml
kubectl config set-context --current --namespace=mysql
kubectl apply --server-side -f .
kubectl rollout status sts/mysql-stateful
