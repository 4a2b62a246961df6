k() { kubectl "$@"; }
k create namespace playground
k run nosy --image=nginx:1.25
k apply --server-side -f .
k wait pod forgetful remembering --for=condition=Ready --timeout=180s
k get pod remembering -o yaml > saved.yaml
k exec -i remembering -- bash -c 'mysql -uroot -pmysqlroot' < order.sql
k delete pod remembering --grace-period=0 --force
k delete -f forgetful.yaml --now
k create -f saved.yaml
k apply --server-side -f forgetful.yaml
sleep 90
k wait pod shop sessions --for=condition=Ready --timeout=180s
k exec shop -- bash -c 'redis-cli -h sessions.default hset carts anna tea'
k replace --force -f sessions.yaml
k wait pod shop sessions --for=condition=Ready --timeout=180s
k exec shop -- bash -c 'redis-cli -h sessions.default.svc.cluster.local keys "*"'
