kubectl create ns mysql
cat > secret.yaml <<EOF
apiVersion: v1
kind: Secret
metadata:
  name: mysql-secret
  namespace: mysql
data:
  MYSQL_ROOT_PASSWORD: $(printf mysqlroot | base64)
  MYSQL_USER: $(printf mysqluser | base64)
  MYSQL_DATABASE: $(printf shop | base64)
  MYSQL_PASSWORD: $(printf mysqlpassword | base64)
EOF
kubectl apply -f secret.yaml
kubectl apply -f mysql-headless-service.yaml -f mysql-statefulset.yaml
