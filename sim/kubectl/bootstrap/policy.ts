/**
 * The rules of the default roles, one role a paragraph: its name, then a rule a line as
 * `GROUPS|RESOURCES|VERBS|NAMES`, or `@|URLS|VERBS` for what is no resource. `-` is the core group;
 * `r` stands for reading, `w` for writing and `rw` for both. `events` of a role stands for writing
 * events. Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go.
 */
export const CLUSTER_ROLES = `
cluster-admin
*|*|*
@|*|*

system:aggregate-to-admin
authorization.k8s.io|localsubjectaccessreviews|create
rbac.authorization.k8s.io|rolebindings,roles|rw

system:aggregate-to-edit
-|pods/attach,pods/exec,pods/portforward,pods/proxy,secrets,services/proxy|r
-|serviceaccounts|impersonate
-|pods,pods/attach,pods/exec,pods/portforward,pods/proxy|w
-|pods/eviction|create
-|configmaps,events,persistentvolumeclaims,replicationcontrollers,replicationcontrollers/scale,secrets,serviceaccounts,services,services/proxy|w
-|serviceaccounts/token|create
apps|daemonsets,deployments,deployments/rollback,deployments/scale,replicasets,replicasets/scale,statefulsets,statefulsets/scale|w
autoscaling|horizontalpodautoscalers|w
batch|cronjobs,jobs|w
extensions|daemonsets,deployments,deployments/rollback,deployments/scale,ingresses,networkpolicies,replicasets,replicasets/scale,replicationcontrollers/scale|w
policy|poddisruptionbudgets|w
networking.k8s.io|ingresses,networkpolicies|w
coordination.k8s.io|leases|rw
resource.k8s.io|resourceclaims,resourceclaimtemplates|w

system:aggregate-to-view
-|configmaps,endpoints,persistentvolumeclaims,persistentvolumeclaims/status,pods,replicationcontrollers,replicationcontrollers/scale,serviceaccounts,services,services/status|r
-|bindings,events,limitranges,namespaces/status,pods/log,pods/status,replicationcontrollers/status,resourcequotas,resourcequotas/status|r
-|namespaces|r
discovery.k8s.io|endpointslices|r
apps|controllerrevisions,daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,replicasets,replicasets/scale,replicasets/status,statefulsets,statefulsets/scale,statefulsets/status|r
autoscaling|horizontalpodautoscalers,horizontalpodautoscalers/status|r
batch|cronjobs,cronjobs/status,jobs,jobs/status|r
extensions|daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,ingresses,ingresses/status,networkpolicies,replicasets,replicasets/scale,replicasets/status,replicationcontrollers/scale|r
policy|poddisruptionbudgets,poddisruptionbudgets/status|r
networking.k8s.io|ingresses,ingresses/status,networkpolicies|r
resource.k8s.io|resourceclaims,resourceclaims/status,resourceclaimtemplates|r

system:auth-delegator
authentication.k8s.io|tokenreviews|create
authorization.k8s.io|subjectaccessreviews|create

system:basic-user
authorization.k8s.io|selfsubjectaccessreviews,selfsubjectrulesreviews|create
authentication.k8s.io|selfsubjectreviews|create

system:certificates.k8s.io:certificatesigningrequests:nodeclient
certificates.k8s.io|certificatesigningrequests/nodeclient|create

system:certificates.k8s.io:certificatesigningrequests:selfnodeclient
certificates.k8s.io|certificatesigningrequests/selfnodeclient|create

system:certificates.k8s.io:kube-apiserver-client-approver
certificates.k8s.io|signers|approve|kubernetes.io/kube-apiserver-client

system:certificates.k8s.io:kube-apiserver-client-kubelet-approver
certificates.k8s.io|signers|approve|kubernetes.io/kube-apiserver-client-kubelet

system:certificates.k8s.io:kubelet-serving-approver
certificates.k8s.io|signers|approve|kubernetes.io/kubelet-serving

system:certificates.k8s.io:legacy-unknown-approver
certificates.k8s.io|signers|approve|kubernetes.io/legacy-unknown

system:discovery
@|/api,/api/*,/apis,/apis/*,/healthz,/livez,/openapi,/openapi/*,/readyz,/version,/version/|get

system:heapster
-|events,namespaces,nodes,pods|r
extensions|deployments|r

system:kube-aggregator
-|endpoints,services|r

system:kube-controller-manager
-,events.k8s.io|events|create,patch,update
coordination.k8s.io|leases|create
coordination.k8s.io|leases|get,update|kube-controller-manager
-|secrets,serviceaccounts|create
-|secrets|delete
-|configmaps,namespaces,secrets,serviceaccounts|get
-|secrets,serviceaccounts|update
authentication.k8s.io|tokenreviews|create
authorization.k8s.io|subjectaccessreviews|create
*|*|list,watch
-|serviceaccounts/token|create

system:kube-dns
-|endpoints,services|list,watch

system:kube-scheduler
-,events.k8s.io|events|create,patch,update
coordination.k8s.io|leases|create
coordination.k8s.io|leases|get,list,update,watch|kube-scheduler
coordination.k8s.io|leasecandidates|create,delete,deletecollection,get,list,patch,update,watch
-|nodes|r
-|pods|delete,get,list,watch
-|bindings,pods/binding|create
-|pods/status|patch,update
-|replicationcontrollers,services|r
apps,extensions|replicasets|r
apps|statefulsets|r
policy|poddisruptionbudgets|r
-|persistentvolumeclaims,persistentvolumes|r
authentication.k8s.io|tokenreviews|create
authorization.k8s.io|subjectaccessreviews|create
storage.k8s.io|csinodes|r
-|namespaces|r
storage.k8s.io|csidrivers|r
storage.k8s.io|csistoragecapacities|r
resource.k8s.io|deviceclasses|r
resource.k8s.io|resourceclaims|get,list,patch,update,watch
resource.k8s.io|resourceclaims/status|get,list,patch,update,watch
resource.k8s.io|resourceslices|r

system:kubelet-api-admin
-|nodes|r
-|nodes|proxy
-|nodes/configz,nodes/healthz,nodes/log,nodes/metrics,nodes/pods,nodes/proxy,nodes/stats|*

system:monitoring
@|/healthz,/healthz/*,/livez,/livez/*,/metrics,/metrics/slis,/readyz,/readyz/*|get

system:node
authentication.k8s.io|tokenreviews|create
authorization.k8s.io|localsubjectaccessreviews,subjectaccessreviews|create
-|services|r
-|nodes|create,get,list,watch
-|nodes/status|patch
-|nodes|patch,update
-|events|create,patch,update
-|pods|r
-|pods|create,delete
-|pods/status|patch,update
-|pods/eviction|create
-|configmaps,secrets|r
-|persistentvolumeclaims,persistentvolumes|get
-|endpoints|get
certificates.k8s.io|certificatesigningrequests|create,get,list,watch
coordination.k8s.io|leases|create,delete,get,patch,update
storage.k8s.io|volumeattachments|get
-|serviceaccounts/token|create
-|persistentvolumeclaims/status|get,patch,update
storage.k8s.io|csidrivers|r
storage.k8s.io|csinodes|create,delete,get,patch,update
node.k8s.io|runtimeclasses|r
resource.k8s.io|resourceclaims|get
resource.k8s.io|resourceslices|deletecollection,create,delete,get,list,patch,update,watch

system:node-bootstrapper
certificates.k8s.io|certificatesigningrequests|create,get,list,watch

system:node-problem-detector
-|nodes|get
-|nodes/status|patch
-,events.k8s.io|events|create,patch,update

system:node-proxier
-|endpoints,services|list,watch
-|nodes|get,list,watch
-,events.k8s.io|events|create,patch,update
discovery.k8s.io|endpointslices|list,watch
networking.k8s.io|servicecidrs|list,watch

system:persistent-volume-provisioner
-|persistentvolumes|create,delete,get,list,watch
-|persistentvolumeclaims|get,list,update,watch
storage.k8s.io|storageclasses|r
-|events|watch
-,events.k8s.io|events|create,patch,update

system:public-info-viewer
@|/healthz,/livez,/readyz,/version,/version/|get

system:service-account-issuer-discovery
@|/.well-known/openid-configuration,/.well-known/openid-configuration/,/openid/v1/jwks,/openid/v1/jwks/|get

system:volume-scheduler
-|persistentvolumes|get,list,patch,update,watch
storage.k8s.io|storageclasses|r
-|persistentvolumeclaims|get,list,patch,update,watch
`;

/** Names of roles that are put together from others, with the aggregated ones. */
export const AGGREGATED: Readonly<Record<string, readonly string[]>> = {
  admin: ['admin', 'edit', 'view'],
  edit: ['edit', 'view'],
  view: ['view'],
};

/** `ROLE|KIND:NAME,…`; `sa` is a ServiceAccount of kube-system. */
export const CLUSTER_BINDINGS = `
cluster-admin|Group:system:masters
system:basic-user|Group:system:authenticated
system:discovery|Group:system:authenticated
system:kube-controller-manager|User:system:kube-controller-manager
system:kube-dns|sa:kube-dns
system:kube-scheduler|User:system:kube-scheduler
system:monitoring|Group:system:monitoring
system:node|
system:node-proxier|User:system:kube-proxy
system:public-info-viewer|Group:system:authenticated,Group:system:unauthenticated
system:service-account-issuer-discovery|Group:system:serviceaccounts
system:volume-scheduler|User:system:kube-scheduler
`;

/** As the cluster's roles, with the namespace before the name. Models namespace_policy.go. */
export const ROLES = `
kube-public system:controller:bootstrap-signer
-|configmaps|get,list,watch
-|configmaps|update|cluster-info
-,events.k8s.io|events|create,patch,update

kube-system extension-apiserver-authentication-reader
-|configmaps|get,list,watch|extension-apiserver-authentication

kube-system system::leader-locking-kube-controller-manager
-|configmaps|watch
-|configmaps|get,update|kube-controller-manager

kube-system system::leader-locking-kube-scheduler
-|configmaps|watch
-|configmaps|get,update|kube-scheduler

kube-system system:controller:bootstrap-signer
-|secrets|get,list,watch

kube-system system:controller:cloud-provider
-|configmaps|create,get,list,watch

kube-system system:controller:token-cleaner
-|secrets|delete,get,list,watch
-,events.k8s.io|events|create,patch,update
`;

/** As those of the cluster, with namespace and name before the role. */
export const BINDINGS = `
kube-public system:controller:bootstrap-signer|sa:bootstrap-signer
kube-system system::extension-apiserver-authentication-reader extension-apiserver-authentication-reader|User:system:kube-controller-manager,User:system:kube-scheduler
kube-system system::leader-locking-kube-controller-manager|User:system:kube-controller-manager,sa:kube-controller-manager
kube-system system::leader-locking-kube-scheduler|User:system:kube-scheduler,sa:kube-scheduler
kube-system system:controller:bootstrap-signer|sa:bootstrap-signer
kube-system system:controller:cloud-provider|sa:cloud-provider
kube-system system:controller:token-cleaner|sa:token-cleaner
`;
