kubectl config set-context --current --namespace=mysql
kubectl apply --server-side --force-conflicts -f mysql-statefulset.yaml
kubectl rollout status sts/mysql-stateful
kubectl delete pod journal-0 journal-1 --grace-period=0 --force
sleep 15
kubectl scale sts journal --replicas=0
sleep 60
kubectl delete sts,pvc -l app=journal
kubectl delete sts journal
kubectl exec notes-0 -- sed -i s/2/1/ /data/format
kubectl rollout undo sts/notes --to-revision=1
kubectl delete pod intruder --grace-period=0 --force
ssh node-4 poweroff
sleep 60
kubectl delete node node-4
sleep 60
kubectl patch sts slow --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/livenessProbe"}]'
kubectl delete pod slow-0 --now
kubectl apply -f - <<X
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: db
  namespace: mysql
spec:
  minAvailable: 2
  selector:
    matchExpressions:
      - {key: environment, operator: In, values: [test]}
X
sleep 10
kubectl drain node-3 --ignore-daemonsets --delete-emptydir-data --force --timeout=120s
kubectl get sts greedy -o yaml | sed s/100Mi/200Mi/ | kubectl replace -f -
kubectl delete pod greedy-0
sleep 60
kubectl create -n mysql -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata:
  name: mysql-stateful-12
  labels: {app: mysql, environment: test, made-by: me}
spec:
  containers:
    - name: x
      image: busybox:1.36
      command: ["sleep", "100"]
EOF
