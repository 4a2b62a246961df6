kubectl apply -f mysql-statefulset.yaml
kubectl delete pod intruder -n mysql
kubectl patch sts slow -n mysql -p '{"spec":{"template":{"spec":{"containers":[{"name":"slow","startupProbe":{"exec":{"command":["cat","/tmp/up"]},"periodSeconds":5,"failureThreshold":30}}]}}}}'
kubectl delete pod slow-0 -n mysql
kubectl apply -f budget.yaml
kubectl drain node-3 --ignore-daemonsets --delete-emptydir-data --force
