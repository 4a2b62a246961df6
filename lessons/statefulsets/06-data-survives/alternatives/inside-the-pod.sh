kubectl exec -n mysql mysql-stateful-0 -- mysql -uroot -pmysqlroot -e 'create database ststest; create table ststest.t (id int)'
kubectl delete -n mysql po mysql-stateful-0
kubectl wait -n mysql pod/mysql-stateful-0 --for=condition=Ready --timeout=120s
kubectl delete -n mysql po mysql-stateful-0 mysql-stateful-1 mysql-stateful-2
kubectl rollout status -n mysql sts/mysql-stateful
sleep 60
kubectl exec -n mysql mysql-stateful-2 -- mysqladmin -uroot -pmysqlroot create onlyhere
