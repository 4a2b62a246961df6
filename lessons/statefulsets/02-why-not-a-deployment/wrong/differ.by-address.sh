kubectl apply -f mysql-deployment.yaml -f client.yaml
kubectl rollout status deployment/shop
kubectl wait pod client --for=condition=Ready --timeout=120s
for ip in $(kubectl get pods -l app=shop -o jsonpath='{.items[*].status.podIP}'); do kubectl exec client -- mysql -uroot -pmysqlroot -h $ip -e 'SELECT @@hostname'; done
