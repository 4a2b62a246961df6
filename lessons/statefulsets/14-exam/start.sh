for ns in shop bank jobs logs; do kubectl create namespace $ns; done
kubectl apply -f jobs.yaml -f shop.yaml -f bank.yaml -f logs.yaml
for set in shop/cart bank/ledger jobs/queue logs/archive; do kubectl rollout status -n ${set%/*} sts/${set#*/}; done
kubectl set image -n bank sts/ledger ledger=nginx:1.25.99
sleep 20
ssh node-3 poweroff
sleep 60
