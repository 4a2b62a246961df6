kubectl apply -f mysql-ns.yaml
kubectl create service clusterip mysql-headless -n mysql --tcp=3306
