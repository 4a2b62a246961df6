kubectl create -f mysql.yaml
kubectl wait --for=jsonpath='{.status.readyReplicas}'=2 sts/mysql --timeout=300s
kubectl exec mysql-1 -c mysql -- mysql -uroot -pmysqlroot -e "CHANGE REPLICATION SOURCE TO SOURCE_HOST='mysql-0.mysql.default.svc.cluster.local', SOURCE_USER='repl', SOURCE_PASSWORD='replpass', GET_SOURCE_PUBLIC_KEY=1"
kubectl exec mysql-1 -c mysql -- mysql -uroot -pmysqlroot -e 'START REPLICA'
sed -i 's/schedule: .*/schedule: "* * * * *"/' backup.yaml
kubectl create -f backup.yaml
sleep 100
kubectl create -f drill.yaml
kubectl wait --for=condition=Ready pod/drill --timeout=120s
kubectl exec drill -- cat /backups/shop.sql | kubectl exec -i drill -- mysql -uroot -pmysqlroot
