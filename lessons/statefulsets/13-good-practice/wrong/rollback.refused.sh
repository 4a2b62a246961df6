kubectl rollout undo sts/notes -n mysql
sleep 30
