kubectl apply -f mysql.yaml
kubectl rollout status sts/mysql --timeout=300s
kubectl apply -f backup.yaml
kubectl create job --from=cronjob/backup first
kubectl wait --for=condition=complete job/first --timeout=120s
kubectl apply -f drill.yaml
kubectl wait pod drill --for=condition=Ready --timeout=120s
