kubectl get service cart-headless -n shop -o yaml | sed 's/name: cart-headless/name: cart/' | grep -v -E 'resourceVersion|uid|creationTimestamp' | kubectl apply -f -
wakeonlan node-3
kubectl apply -f bank.yaml
kubectl delete pod ledger-2 -n bank --force --grace-period=0
kubectl patch sts archive -n logs -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Retain"}}}'
kubectl scale sts archive -n logs --replicas=1
