wakeonlan node-3
sleep 30
kubectl delete sts cart -n shop
sleep 10
sed 's/serviceName: cart/serviceName: cart-headless/' shop.yaml | kubectl apply -f -
kubectl rollout undo sts/ledger -n bank
kubectl delete pod ledger-2 -n bank
sed -e 's/whenScaled: Delete/whenScaled: Retain/' -e 's/replicas: 2/replicas: 1/' logs.yaml | kubectl apply -f -
sleep 60
