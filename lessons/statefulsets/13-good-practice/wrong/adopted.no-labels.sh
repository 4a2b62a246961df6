kubectl run mysql-stateful-7 -n mysql --image=nginx:1.25
sleep 10
