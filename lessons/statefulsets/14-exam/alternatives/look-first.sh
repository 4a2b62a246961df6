kubectl get pods,services -A -o wide
kubectl delete service --all -n [[shop]]
kubectl expose pod [[cart]]-0 -n [[shop]] --name=[[cart]] --port=80 --cluster-ip=None --selector=app=[[cart]]
kubectl rollout history sts/[[ledger]] -n [[bank]]
kubectl rollout undo sts/[[ledger]] -n [[bank]] --to-revision=1
kubectl delete pod [[ledger]]-[[canary]] -n [[bank]] --wait=false
wakeonlan [[node]]
kubectl get sts,pvc,pv -n [[logs]]
case [[archive-fault]] in
policy) kubectl get sts [[archive]] -n [[logs]] -o yaml | sed 's/whenScaled: Delete/whenScaled: Retain/' | kubectl replace -f - ;;
deleted-claim) kubectl exec -n [[logs]] [[archive]]-[[last]] -- cat /data/accounts > accounts
  kubectl exec -i -n [[logs]] [[archive]]-0 -- sh -c 'cat > /data/accounts.saved && mv /data/accounts.saved /data/accounts' < accounts ;;
esac
kubectl scale sts/[[archive]] -n [[logs]] --replicas=1
sleep 90
