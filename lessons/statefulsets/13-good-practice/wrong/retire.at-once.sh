kubectl delete sts journal -n mysql
