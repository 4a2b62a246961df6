kubectl apply -f remembering.yaml -f forgetful.yaml
kubectl wait pod forgetful remembering --for=condition=Ready --timeout=180s
cat order.sql | kubectl exec -i remembering -- mysql -uroot -pmysqlroot
kubectl delete pod forgetful remembering
kubectl apply -f remembering.yaml -f forgetful.yaml
kubectl wait pod forgetful remembering --for=condition=Ready --timeout=180s
kubectl apply -f sessions.yaml
kubectl wait pod shop sessions --for=condition=Ready --timeout=120s
kubectl exec shop -- redis-cli -h sessions set cart tea
kubectl delete pod shop
kubectl apply -f sessions.yaml
kubectl wait pod shop --for=condition=Ready --timeout=120s
kubectl exec shop -- redis-cli -h sessions get cart
