kubectl apply -f mysql-ns.yaml -f mysql-secret.yaml
kubectl patch secret mysql-secret -n mysql -p "{\"data\":{\"MYSQL_DATABASE\":\"$(echo shop | base64)\"}}"
