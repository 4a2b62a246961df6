kubectl expose deployment web --port=80
kubectl run asker --image=busybox:1.36 --command -- sleep infinity
kubectl wait pod asker --for=condition=Ready --timeout=120s
for i in 1 2 3 4 5 6 7 8; do kubectl exec asker -- wget -qO- web; done
