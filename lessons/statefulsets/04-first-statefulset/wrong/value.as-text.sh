kubectl apply -f mysql-ns.yaml
echo '  MYSQL_DATABASE: shop' >> mysql-secret.yaml
kubectl apply -f mysql-secret.yaml
