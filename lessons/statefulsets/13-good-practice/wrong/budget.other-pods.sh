kubectl create poddisruptionbudget mysql -n mysql --selector=app=mysql-stateful --max-unavailable=1
sleep 10
