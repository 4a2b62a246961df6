kubectl apply -f .
kubectl rollout status sts/member
kubectl rollout status deploy/shop
kubectl delete pod -l app=member
kubectl delete pod -l app=shop
kubectl rollout status sts/member
kubectl rollout status deploy/shop
kubectl wait --for=condition=Ready pod/client --timeout=180s
for i in 1 2 3 4 5 6 7 8; do kubectl exec client -- mysql -uroot -pmysqlroot -h shop.default -e 'SHOW DATABASES'; done
