kubectl delete pod --all -n [[shop]] --wait=false
