kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"replicas":3,"template":{"spec":{"terminationGracePeriodSeconds":60}}}}'
kubectl rollout status -n mysql statefulset/mysql-stateful
kubectl label pod intruder -n mysql app=other --overwrite
sed 's/failureThreshold: 3/failureThreshold: 30/' slow.yaml | kubectl apply -f -
kubectl delete pod slow-0 -n mysql
kubectl create pdb mysql -n mysql --selector=app=mysql --max-unavailable=1
sleep 5
kubectl drain node-3 --ignore-daemonsets --delete-emptydir-data --force
kubectl rollout status sts/slow -n mysql
