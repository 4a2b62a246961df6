kubectl get pods,services -A -o wide
kubectl delete service --all -n [[shop]]
kubectl expose pod [[cart]]-0 -n [[shop]] --name=[[cart]] --port=80 --cluster-ip=None --selector=app=[[cart]]
kubectl rollout history sts/[[ledger]] -n [[bank]]
kubectl rollout undo sts/[[ledger]] -n [[bank]] --to-revision=1
kubectl delete pod [[ledger]]-[[canary]] -n [[bank]] --wait=false
wakeonlan [[node]]
kubectl get sts [[archive]] -n [[logs]] -o yaml | sed 's/whenScaled: Delete/whenScaled: Retain/' | kubectl replace -f -
kubectl scale sts/[[archive]] -n [[logs]] --replicas=1
sleep 90
