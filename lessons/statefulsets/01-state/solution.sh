kubectl apply -f forgetful.yaml
kubectl wait pod forgetful --for=condition=Ready --timeout=180s
kubectl delete pod forgetful
kubectl apply -f forgetful.yaml
kubectl apply -f remembering.yaml
kubectl wait pod remembering --for=condition=Ready --timeout=180s
kubectl exec -i remembering -- mysql -uroot -pmysqlroot < order.sql
kubectl delete pod remembering
kubectl apply -f remembering.yaml
