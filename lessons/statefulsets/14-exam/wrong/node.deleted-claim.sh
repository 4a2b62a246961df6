kubectl delete pvc -n [[jobs]] --all --wait=false
