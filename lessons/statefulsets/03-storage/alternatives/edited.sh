kubectl apply --server-side -f claim.yaml -f claim-fast.yaml
kubectl get sc standard -o yaml | sed -e 's/name: standard/name: fast/' -e 's/Immediate/WaitForFirstConsumer/' -e 's/reclaimPolicy: Delete/reclaimPolicy: Retain/' -e '/is-default-class/d' -e '/last-applied/d' -e '/uid:/d' -e '/resourceVersion:/d' -e '/annotations:/d' | kubectl create -f -
kubectl run user --image=busybox:1.36 --overrides='{"spec":{"volumes":[{"name":"d","persistentVolumeClaim":{"claimName":"fast-data"}}],"containers":[{"name":"user","image":"busybox:1.36","command":["sleep","1000"],"volumeMounts":[{"name":"d","mountPath":"/d"}]}]}}'
kubectl wait pod user --for=condition=Ready --timeout=60s
kubectl delete pvc fast-data --wait=false
kubectl delete pod user --now
sleep 10
kubectl delete pv --field-selector=status.phase=Released 2>/dev/null || kubectl get pv | awk '/Released/{print $1}' | xargs kubectl delete pv
kubectl apply --server-side -f lost.yaml
kubectl replace --force -f lost.yaml
kubectl get pvc lost-data -o json | sed -e 's/"storageClassName": "lost"/"storageClassName": "standard"/' | kubectl replace --force -f -
