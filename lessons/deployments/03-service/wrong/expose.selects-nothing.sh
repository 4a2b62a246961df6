kubectl create service clusterip web --tcp=80 --dry-run=client -o yaml | sed 's/app: web/app: wbe/' | kubectl apply -f -
