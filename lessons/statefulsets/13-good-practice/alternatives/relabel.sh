kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"replicas":3,"template":{"spec":{"terminationGracePeriodSeconds":60}}}}'
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl label pod intruder -n mysql app=other --overwrite
sed 's/failureThreshold: 3/failureThreshold: 30/' slow.yaml | kubectl apply -f -
kubectl delete pod slow-0 -n mysql
kubectl create pdb mysql -n mysql --selector=app=mysql --max-unavailable=1
sleep 5
kubectl drain node-3 --ignore-daemonsets --delete-emptydir-data --force
kubectl rollout status sts/slow -n mysql
kubectl delete pod journal-0 -n mysql --grace-period=0 --force
sleep 10
kubectl scale sts journal -n mysql --replicas=1
sleep 60
kubectl scale sts journal -n mysql --replicas=0
sleep 60
kubectl delete sts journal -n mysql
kubectl rollout undo sts/notes -n mysql
sleep 30
kubectl apply -f notes.yaml
kubectl delete pod notes-0 -n mysql
sleep 20
kubectl exec notes-0 -n mysql -- sh -c 'echo 1 > /data/format'
kubectl rollout undo sts/notes -n mysql
ssh node-4 poweroff
sleep 60
kubectl taint nodes node-4 node.kubernetes.io/out-of-service=nodeshutdown:NoExecute
kubectl patch sts greedy -n mysql --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/resources"}]'
kubectl delete pod greedy-0 -n mysql
sleep 40
kubectl run mysql-stateful-9 -n mysql --image=nginx:1.25
kubectl label pod mysql-stateful-9 -n mysql app=mysql environment=test --overwrite
