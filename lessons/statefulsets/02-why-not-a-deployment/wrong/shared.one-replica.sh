sed -i 's/replicas: 3/replicas: 1/' shared-claim.yaml
kubectl apply -f shared-claim.yaml
