kubectl apply -f mysql-ns.yaml
kubectl config set-context --current --namespace=mysql
kubectl apply --server-side -f .
kubectl rollout status sts/mysql-stateful
EDITOR="sed -i 's/  MYSQL_USER:/  MYSQL_DATABASE: c2hvcA==\n&/'" kubectl edit secret mysql-secret
