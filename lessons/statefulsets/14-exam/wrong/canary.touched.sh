kubectl rollout undo sts/[[ledger]] -n [[bank]]
kubectl delete pod -n [[bank]] --all --wait=false
