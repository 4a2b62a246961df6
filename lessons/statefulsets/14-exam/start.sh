for ns in [[shop]] [[bank]] [[jobs]] [[logs]]; do kubectl create namespace $ns; done
kubectl cordon [[node]]
kubectl apply -f shop.yaml -f bank.yaml -f logs.yaml
for set in [[shop]]/[[cart]] [[bank]]/[[ledger]] [[logs]]/[[archive]]; do kubectl rollout status -n ${set%/*} sts/${set#*/}; done
kubectl exec -n [[logs]] [[archive]]-[[last]] -- sh -c 'echo the only copy > /data/accounts'
case [[archive-fault]] in
deleted-claim) kubectl delete pvc -n [[logs]] data-[[archive]]-[[last]] --wait=false ;;
esac
case [[canary-fault]] in
image) kubectl set image -n [[bank]] sts/[[ledger]] [[ledger]]=nginx:1.25.99 ;;
crash) kubectl patch -n [[bank]] sts/[[ledger]] --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/command","value":["sh","-c","echo no licence; exit 1"]}]' ;;
probe) kubectl patch -n [[bank]] sts/[[ledger]] --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/readinessProbe","value":{"tcpSocket":{"port":8080},"periodSeconds":5}}]' ;;
esac
sleep 15
kubectl uncordon [[node]]
kubectl apply -f jobs.yaml
kubectl rollout status -n [[jobs]] sts/[[queue]]
sleep 20
ssh [[node]] poweroff
sleep 60
case [[node-fault]] in
evicted) kubectl delete pod -n [[jobs]] [[queue]]-0 --force --grace-period=0 ;;
esac
sleep 5
