kubectl patch deployment web --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"nginx:1.27"}]'
kubectl rollout status deployment/web
kubectl rollout undo deployment/web --to-revision=1
