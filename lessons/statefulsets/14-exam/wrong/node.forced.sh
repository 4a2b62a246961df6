kubectl delete pod -n [[jobs]] [[queue]]-0 --force --grace-period=0
