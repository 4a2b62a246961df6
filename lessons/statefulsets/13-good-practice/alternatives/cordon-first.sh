kubectl apply -f budget.yaml
kubectl apply -f mysql-statefulset.yaml
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl label pod -n mysql intruder environment-
kubectl delete sts slow -n mysql
sleep 10
sed 's/periodSeconds: 5/periodSeconds: 5\n            initialDelaySeconds: 60/' slow.yaml | kubectl apply -f -
kubectl cordon node-3
for pod in $(kubectl get pods -n mysql -o wide | grep node-3 | grep stateful | cut -d' ' -f1); do kubectl delete pod -n mysql $pod; sleep 20; done
kubectl delete pod journal-1 -n mysql --grace-period=0 --force
sleep 10
kubectl patch sts journal -n mysql -p '{"spec":{"replicas":0}}'
sleep 60
kubectl delete -f journal.yaml
kubectl exec notes-0 -n mysql -- sh -c 'echo 1 > /data/format'
sed 's/value: "2"/value: "1"/' notes.yaml | kubectl apply -f -
ssh node-4 poweroff
sleep 60
kubectl delete pod far-0 -n mysql --grace-period=0 --force
kubectl delete sts greedy -n mysql
sed 's/100Mi/300Mi/' greedy.yaml | kubectl apply -f -
sleep 40
kubectl run mysql-stateful-7 -n mysql --image=nginx:1.25 --labels=app=mysql,environment=test
