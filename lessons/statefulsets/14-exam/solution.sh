kubectl delete service --all -n [[shop]]
kubectl create service clusterip [[cart]] -n [[shop]] --clusterip=None --tcp=80
wakeonlan [[node]]
kubectl rollout undo sts/[[ledger]] -n [[bank]]
kubectl delete pod [[ledger]]-[[canary]] -n [[bank]] --force --grace-period=0
kubectl patch pv $(kubectl get pvc data-[[archive]]-[[last]] -n [[logs]] -o jsonpath='{.spec.volumeName}') -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'
kubectl scale sts [[archive]] -n [[logs]] --replicas=1
