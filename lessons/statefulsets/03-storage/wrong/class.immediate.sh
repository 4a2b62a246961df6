kubectl apply -f claim-fast.yaml
sed 's/WaitForFirstConsumer/Immediate/' class-fast.yaml | kubectl apply -f -
