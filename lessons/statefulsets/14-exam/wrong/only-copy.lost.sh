kubectl scale sts [[archive]] -n [[logs]] --replicas=1
sleep 60
