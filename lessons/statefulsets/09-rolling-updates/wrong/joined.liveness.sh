kubectl patch sts mysql-stateful -n mysql -p '{"spec":{"template":{"spec":{"containers":[{"name":"mysql","livenessProbe":{"exec":{"command":["mysqladmin","ping"]}}}]}}}}'
kubectl rollout status sts/mysql-stateful -n mysql
