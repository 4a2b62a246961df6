kubectl create -f mysql-deployment.yaml
kubectl create -f client.yaml
kubectl wait --for=condition=Available deployment/shop --timeout=180s
kubectl wait --for=condition=Ready pod/client --timeout=180s
for i in $(seq 12); do kubectl exec client -- mysqladmin -uroot -pmysqlroot -h shop.default.svc.cluster.local ping; done
kubectl create -f shared-claim.yaml
kubectl create -f member.yaml
kubectl wait --for=jsonpath='{.status.readyReplicas}'=3 sts/member --timeout=180s
kubectl delete pod member-0
kubectl delete pod $(kubectl get pods -l app=shop -o jsonpath='{.items[2].metadata.name}')
