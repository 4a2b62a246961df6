sed 's/^spec:/spec:\n  storageClassName: ""/' claim.yaml | kubectl apply -f -
