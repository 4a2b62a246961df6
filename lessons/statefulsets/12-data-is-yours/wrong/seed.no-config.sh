sed -i '1,/^---/d' mysql.yaml
kubectl apply -f mysql.yaml
sleep 30
