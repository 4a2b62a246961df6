kubectl rollout undo sts/[[ledger]] -n [[bank]]
