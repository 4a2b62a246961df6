kubectl apply -f mysql-deployment.yaml -f client.yaml
kubectl rollout status deployment/shop
for i in 1 2 3 4 5 6; do kubectl exec client -- mysql -uroot -pmysqlroot -h shop -e 'SELECT @@hostname'; done
kubectl apply -f shared-claim.yaml
kubectl apply -f member.yaml
kubectl rollout status sts/member
kubectl delete pod member-1
kubectl delete $(kubectl get pods -l app=shop -o name | head -1)
