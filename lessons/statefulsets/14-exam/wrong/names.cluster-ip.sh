kubectl delete service --all -n [[shop]]
kubectl create service clusterip [[cart]] -n [[shop]] --tcp=80
