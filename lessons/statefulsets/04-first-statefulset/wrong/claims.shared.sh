kubectl apply -f mysql-ns.yaml
kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=mysqlroot --from-literal=MYSQL_USER=mysqluser --from-literal=MYSQL_PASSWORD=mysqlpassword
kubectl apply -f mysql-headless-service.yaml
sed '/volumeClaimTemplates:/,$d' mysql-statefulset.yaml > shared.yaml
printf '      volumes:\n        - name: mysql-data\n          persistentVolumeClaim:\n            claimName: mysql-data\n' >> shared.yaml
kubectl apply -f shared.yaml
sleep 30
