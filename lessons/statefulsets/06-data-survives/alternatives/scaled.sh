kubectl exec -n mysql mysql-stateful-0 -- mysql -uroot -pmysqlroot -e 'CREATE DATABASE ststest'
kubectl exec -n mysql mysql-stateful-2 -- mysql -uroot -pmysqlroot -e 'CREATE DATABASE onlyhere'
kubectl scale -n mysql sts mysql-stateful --replicas=0
kubectl wait pod -n mysql -l app=mysql --for=delete --timeout=120s
kubectl scale -n mysql sts mysql-stateful --replicas=3
kubectl rollout status -n mysql sts/mysql-stateful
sleep 60
