kubectl create namespace shop
kubectl config set-context --current --namespace=shop
kubectl apply -f forgetful.yaml -f remembering.yaml
kubectl wait pod forgetful remembering --for=condition=Ready --timeout=180s
kubectl exec -i remembering -- mysql -uroot -pmysqlroot < order.sql
kubectl delete pod forgetful remembering
kubectl apply -f forgetful.yaml -f remembering.yaml
kubectl wait pod forgetful remembering --for=condition=Ready --timeout=180s
