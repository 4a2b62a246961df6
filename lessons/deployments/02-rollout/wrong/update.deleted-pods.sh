kubectl delete pod -l app=web
