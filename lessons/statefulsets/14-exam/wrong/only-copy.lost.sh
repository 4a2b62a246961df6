wakeonlan node-3
sleep 30
kubectl scale sts archive -n logs --replicas=1
sleep 60
