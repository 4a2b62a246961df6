kubectl apply --server-side -f client.yaml -f mysql-deployment.yaml
kubectl rollout status deployment/shop
kubectl wait pod client --for=condition=Ready --timeout=180s
kubectl exec -i client -- bash <<'X'
for i in 1 2 3 4 5 6 7 8 9; do mysql -uroot -pmysqlroot -h shop.default.svc -e 'SELECT @@hostname'; done
X
kubectl apply -f shared-claim.yaml
sleep 20
kubectl delete -f shared-claim.yaml --wait=false
kubectl apply -f member.yaml
kubectl rollout status sts/member
kubectl delete pod member-0 member-1 member-2 $(kubectl get pods -l app=shop -o jsonpath='{.items[0].metadata.name} {.items[1].metadata.name}')
sleep 30
