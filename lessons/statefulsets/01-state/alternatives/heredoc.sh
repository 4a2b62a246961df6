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
