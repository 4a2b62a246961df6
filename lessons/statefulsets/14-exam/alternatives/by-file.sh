wakeonlan [[node]]
sleep 30
sed -e 's/name: [[cart-service]]/name: [[cart]]/' -e 's/[[cart-address]]/clusterIP: None/' -e 's/app: [[cart-label]]/app: [[cart]]/' -i shop.yaml
kubectl delete service --all -n [[shop]]
kubectl apply -f shop.yaml
kubectl replace -f bank.yaml
kubectl delete pod [[ledger]]-[[canary]] -n [[bank]]
kubectl exec -n [[logs]] [[archive]]-[[last]] -- cat /data/accounts | kubectl exec -i -n [[logs]] [[archive]]-0 -- sh -c 'cat > /data/accounts'
sed -e 's/whenScaled: Delete/whenScaled: Retain/' -e 's/replicas: [[archive-pods]]/replicas: 1/' logs.yaml | kubectl apply -f -
sleep 60
