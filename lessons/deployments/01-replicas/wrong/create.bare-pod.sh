kubectl run web --image=nginx:1.25
