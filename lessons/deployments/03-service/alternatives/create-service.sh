kubectl create service clusterip web --tcp=80
kubectl run busy --image=busybox:1.36 --command -- sleep infinity
kubectl wait pod busy --for=condition=Ready --timeout=120s
kubectl exec busy -- wget -qO- http://web
