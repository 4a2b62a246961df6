kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
EOF
kubectl run asker --image=busybox:1.36 --command -- sleep infinity
kubectl wait pod asker --for=condition=Ready --timeout=120s
kubectl exec asker -- wget -qO- http://web.default.svc.cluster.local
