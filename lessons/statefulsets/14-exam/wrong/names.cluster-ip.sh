kubectl create service clusterip cart -n shop --tcp=80
