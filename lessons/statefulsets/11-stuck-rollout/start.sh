sed 's/mysql:8.4.0/mysql:8.4.99/' mysql-statefulset.yaml | kubectl apply -f -
sleep 60
