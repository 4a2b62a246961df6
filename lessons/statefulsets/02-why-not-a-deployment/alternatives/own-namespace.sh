kubectl create namespace shop
kubectl config set-context --current --namespace=shop
kubectl apply -f .
kubectl rollout status deployment/shop
kubectl rollout status sts/member
kubectl wait pod client --for=condition=Ready --timeout=180s
for i in 1 2 3 4 5 6 7 8; do kubectl exec client -- mysql -uroot -pmysqlroot -h shop -e 'SELECT @@hostname'; done
kubectl delete pod member-2 --grace-period=0 --force
kubectl rollout restart deployment/shop
kubectl rollout status deployment/shop
sleep 40
kubectl delete $(kubectl get pods -l app=shop -o name | head -1)
sleep 30
