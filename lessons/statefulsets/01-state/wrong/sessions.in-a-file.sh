kubectl apply -f sessions.yaml
kubectl wait pod shop sessions --for=condition=Ready --timeout=120s
kubectl exec shop -- sh -c 'echo tea > /tmp/cart'
kubectl delete pod shop
kubectl apply -f sessions.yaml
kubectl wait pod shop --for=condition=Ready --timeout=120s
kubectl exec shop -- cat /tmp/cart
