kubectl apply -f forgetful.yaml
kubectl wait pod forgetful --for=condition=Ready --timeout=180s
kubectl exec forgetful -- mysqladmin -uroot -pmysqlroot shutdown
sleep 30
