kubectl apply -f remembering.yaml
kubectl wait pod remembering --for=condition=Ready --timeout=180s
kubectl exec -i remembering -- mysql -uroot -pmysqlroot < order.sql
kubectl delete -f remembering.yaml
kubectl apply -f remembering.yaml
kubectl wait pod remembering --for=condition=Ready --timeout=180s
