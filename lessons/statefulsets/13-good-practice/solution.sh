kubectl apply -f mysql-statefulset.yaml
kubectl delete pod journal-0 -n mysql --grace-period=0 --force && kubectl wait --for=condition=Ready pod/journal-0 -n mysql
kubectl scale sts journal -n mysql --replicas=0
kubectl wait --for=delete pod/journal-0 pod/journal-1 -n mysql --timeout=2m
kubectl delete sts journal -n mysql
kubectl exec notes-0 -n mysql -- sh -c 'echo 1 > /data/format'
kubectl rollout undo sts/notes -n mysql
kubectl run mysql-stateful-7 -n mysql --image=nginx:1.25 --labels=app=mysql,environment=test
kubectl delete pod intruder -n mysql
ssh node-4 poweroff
sleep 60
kubectl taint nodes node-4 node.kubernetes.io/out-of-service=nodeshutdown:NoExecute
kubectl patch sts slow -n mysql -p '{"spec":{"template":{"spec":{"containers":[{"name":"slow","startupProbe":{"exec":{"command":["cat","/tmp/up"]},"periodSeconds":5,"failureThreshold":30}}]}}}}'
kubectl delete pod slow-0 -n mysql
kubectl apply -f budget.yaml
kubectl drain node-3 --ignore-daemonsets --delete-emptydir-data --force
kubectl set resources sts greedy -n mysql --limits=memory=256Mi
kubectl delete pod greedy-0 -n mysql
