kubectl get svc,sts,pods,pvc -A
case [[cart-service]] in [[cart]]) ;; *) kubectl delete svc [[cart-service]] -n [[shop]] ;; esac
kubectl get svc [[cart]] -n [[shop]] -o yaml > svc.yaml && kubectl delete svc [[cart]] -n [[shop]]
printf 'apiVersion: v1\nkind: Service\nmetadata: {name: [[cart]], namespace: [[shop]]}\nspec: {clusterIP: None, selector: {app: [[cart]]}, ports: [{port: 80}]}\n' | kubectl apply --server-side -f -
kubectl get sts [[archive]] -n [[logs]] -o yaml | sed s/whenScaled:.Delete/whenScaled:\ Retain/ | kubectl replace -f -
kubectl cp [[logs]]/[[archive]]-[[last]]:/data/accounts accounts
kubectl cp accounts [[logs]]/[[archive]]-0:/data/accounts
kubectl get sts [[archive]] -n [[logs]] -o yaml | sed s/replicas:\ [0-9]/replicas:\ 1/ | kubectl replace -f -
kubectl replace -f bank.yaml
kubectl delete pod -n [[bank]] [[ledger]]-[[canary]] --now
wakeonlan [[node]]
sleep 120
