kubectl create service clusterip cart -n shop --clusterip=None --tcp=80
kubectl set image -n bank sts/ledger ledger=nginx:1.25
wakeonlan node-3
sleep 30
kubectl delete pod ledger-2 -n bank
sed 's/whenScaled: Delete/whenScaled: Retain/' logs.yaml | kubectl apply -f -
kubectl scale sts/archive -n logs --replicas=1
sleep 60
