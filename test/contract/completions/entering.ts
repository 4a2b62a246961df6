import type { Lines } from './lines.ts';

export const ENTERING: Lines = {
  title: 'pods and what is in them',
  equal: `
    exec |exec deploy/|exec deploy|exec -it |exec -i -t db-0 |exec db-0 |exec db-0 -c |
    exec two -c |exec two -c s|exec two --container=|exec two -c=|exec pod/two -c |
    exec deploy/web -c |exec -c |exec nosuch -c |exec two -- |exec two -- ls |exec -n lab |
    exec -n lab alone -c |attach |cp |cp w|cp t|cp db-0|cp db-0:|cp db-0:/|cp lab/|cp l|cp lab/a|
    cp two:/etc |cp f |cp f t|cp ./f |cp two:/etc t|cp a b |cp f two:/x -c |cp -n lab |
    port-forward |port-forward svc/|port-forward s|port-forward deploy/|port-forward db-0 |
    port-forward svc/web |port-forward pod/two 8080:|debug |debug w|debug node/|debug two |
    debug two --image |debug -|auth |auth can-i get pods |port-forward deploy/web |
    port-forward two |port-forward two 8080|port-forward two 8080:8080 |port-forward pod/two |
    port-forward svc/web 8|port-forward svc/two |port-forward sts/db |cp n|cp no|cp fo|
    exec two --stdin -t |exec two -c main |exec two -c main -- |exec --namespace=lab |exec rs/|
    exec -c main t|attach -n lab |attach pod/t|debug pod/|debug pods |debug pod two |debug -it t|
  `,
  more: `
    exec two -cs|attach two -c |debug two -c |debug two --target=|debug two --profile=|
    auth can-i |auth can-i g|auth can-i get |auth can-i get p|auth can-i --subresource |
    auth whoami -o |
  `,
};
