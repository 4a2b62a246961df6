kubectl apply -f forgetful.yaml
kubectl wait pod forgetful --for=condition=Ready --timeout=180s
kubectl delete pod forgetful
kubectl apply -f forgetful.yaml
kubectl apply -f remembering.yaml
kubectl wait pod remembering --for=condition=Ready --timeout=180s
kubectl exec -i remembering -- mysql -uroot -pmysqlroot < order.sql
kubectl delete pod remembering
kubectl apply -f remembering.yaml
kubectl apply -f sessions.yaml
kubectl wait pod shop sessions --for=condition=Ready --timeout=120s
kubectl delete pod shop
kubectl apply -f sessions.yaml
kubectl wait pod shop --for=condition=Ready --timeout=120s
kubectl exec shop -- redis-cli -h sessions get cart
