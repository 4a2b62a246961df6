kubectl rollout undo sts mysql-stateful -n mysql
sleep 60
