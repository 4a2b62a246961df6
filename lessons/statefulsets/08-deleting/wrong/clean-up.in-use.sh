kubectl delete pvc -n mysql mysql-data-mysql-stateful-0 --wait=false
