kubectl run mysql-helper -n mysql --image=nginx:1.25 --labels=app=mysql,environment=test
sleep 10
