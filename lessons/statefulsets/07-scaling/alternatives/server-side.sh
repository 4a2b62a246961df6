k() { kubectl "$@"; }
k apply -f mysql-ns.yaml
k config set-context --current --namespace=mysql
k apply --server-side -f .
k create secret generic mysql-secret --from-literal=MYSQL_ROOT_PASSWORD=a --from-literal=MYSQL_USER=b --from-literal=MYSQL_PASSWORD=c
k rollout status sts/mysql-stateful
k get sts mysql-stateful -o yaml | sed s/replicas:\ 3/replicas:\ 4/ | k replace -f -
k rollout status sts/mysql-stateful
sed 's/replicas: 3/replicas: 2/' mysql-statefulset.yaml | k apply --server-side --force-conflicts -f -
sleep 30
EDITOR="sed -i 's/replicas: 2/replicas: 3/'" kubectl edit sts mysql-stateful
k rollout status sts/mysql-stateful
k exec ordered-0 -- sh -c 'date > /tmp/ready'
