kubectl create -f mysql-ns.yaml
kubectl create -f mysql-statefulset.yaml
kubectl create -f - <<'EOF'
apiVersion: v1
kind: Secret
metadata:
  name: mysql-secret
  namespace: mysql
stringData:
  MYSQL_ROOT_PASSWORD: something-else
  MYSQL_DATABASE: shop
  MYSQL_USER: somebody
  MYSQL_PASSWORD: else
EOF
kubectl create service clusterip mysql-headless -n mysql --clusterip=None --tcp=3306
