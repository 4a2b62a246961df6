kubectl apply -f lost.yaml
sed 's/fast-data/lost-data/' pod.yaml | kubectl apply -f -
sleep 20
kubectl delete pod writer --now
