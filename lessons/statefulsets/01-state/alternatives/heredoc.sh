kubectl create -f forgetful.yaml
kubectl wait pod/forgetful --for=condition=Ready --timeout=180s
kubectl replace --force -f forgetful.yaml
kubectl wait pod/forgetful --for=condition=Ready --timeout=180s
kubectl create -f remembering.yaml
kubectl wait pod/remembering --for=condition=Ready --timeout=180s
kubectl exec remembering -- mysql -uroot -pmysqlroot -e 'CREATE DATABASE shop'
kubectl exec remembering -- mysql -uroot -pmysqlroot shop -e 'CREATE TABLE notes (note TEXT)'
kubectl delete pod remembering
kubectl apply -f remembering.yaml
kubectl wait pod/remembering --for=condition=Ready --timeout=180s
kubectl apply -f sessions.yaml
kubectl wait pod shop sessions --for=condition=Ready --timeout=120s
kubectl exec shop -- redis-cli -h sessions set cart tea
kubectl delete pod shop
kubectl apply -f sessions.yaml
kubectl wait pod shop --for=condition=Ready --timeout=120s
kubectl exec shop -- redis-cli -h sessions get cart
