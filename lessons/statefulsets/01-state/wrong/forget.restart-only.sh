kubectl apply -f forgetful.yaml
kubectl wait pod forgetful --for=condition=Ready --timeout=180s
kubectl exec forgetful -- kill 1
sleep 30
