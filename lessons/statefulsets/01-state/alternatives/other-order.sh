kubectl apply -f remembering.yaml -f forgetful.yaml
kubectl wait pod forgetful remembering --for=condition=Ready --timeout=180s
cat order.sql | kubectl exec -i remembering -- mysql -uroot -pmysqlroot
kubectl delete pod forgetful remembering
kubectl apply -f remembering.yaml -f forgetful.yaml
kubectl wait pod forgetful remembering --for=condition=Ready --timeout=180s
