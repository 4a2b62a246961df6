sed -i s/nginx:1.25/nginx:1.27/ web.yaml
kubectl apply -f web.yaml
kubectl rollout status deployment/web
sed -i s/nginx:1.27/nginx:1.25/ web.yaml
kubectl apply -f web.yaml
