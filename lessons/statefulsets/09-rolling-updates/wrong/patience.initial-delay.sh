kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"template":{"spec":{"containers":[{"name":"mysql","readinessProbe":{"initialDelaySeconds":5,"exec":{"command":["mysqladmin","ping"]}}}]}}}}'
kubectl rollout status sts/mysql-stateful -n mysql
