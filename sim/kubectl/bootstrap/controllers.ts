/**
 * The rules of the roles `system:controller:…`, in the form of the other default roles; `events`
 * stands for writing events. Models bootstrappolicy/controller_policy.go.
 */
export const CONTROLLER_ROLES = `
attachdetach-controller
-|persistentvolumeclaims,persistentvolumes|list,watch
-|nodes|get,list,watch
-|nodes/status|patch,update
-|pods|list,watch
events
storage.k8s.io|volumeattachments|create,delete,get,list,watch
storage.k8s.io|csidrivers|get,list,watch
storage.k8s.io|csinodes|get,list,watch

certificate-controller
certificates.k8s.io|certificatesigningrequests|delete,get,list,watch
certificates.k8s.io|certificatesigningrequests/approval,certificatesigningrequests/status|update
certificates.k8s.io|signers|approve|kubernetes.io/kube-apiserver-client-kubelet
certificates.k8s.io|signers|sign|kubernetes.io/kube-apiserver-client,kubernetes.io/kube-apiserver-client-kubelet,kubernetes.io/kubelet-serving,kubernetes.io/legacy-unknown
authorization.k8s.io|subjectaccessreviews|create
events

clusterrole-aggregation-controller
rbac.authorization.k8s.io|clusterroles|escalate,get,list,patch,update,watch

cronjob-controller
batch|cronjobs|get,list,update,watch
batch|jobs|create,delete,get,list,patch,update,watch
batch|cronjobs/status|update
batch|cronjobs/finalizers|update
-|pods|delete,list
events

daemon-set-controller
apps,extensions|daemonsets|get,list,watch
apps,extensions|daemonsets/status|update
apps,extensions|daemonsets/finalizers|update
-|nodes|list,watch
-|pods|create,delete,list,patch,watch
-|pods/binding|create
apps|controllerrevisions|create,delete,get,list,patch,update,watch
events

deployment-controller
apps,extensions|deployments|get,list,update,watch
apps,extensions|deployments/status|update
apps,extensions|deployments/finalizers|update
apps,extensions|replicasets|create,delete,get,list,patch,update,watch
-|pods|get,list,update,watch
events

device-taint-eviction-controller
-|pods|delete,get,list,watch
-|pods/status|patch
resource.k8s.io|resourceclaims,resourceslices|get,list,watch
events

disruption-controller
apps,extensions|deployments|get,list,watch
apps,extensions|replicasets|get,list,watch
-|replicationcontrollers|get,list,watch
policy|poddisruptionbudgets|get,list,watch
apps|statefulsets|get,list,watch
policy|poddisruptionbudgets/status|update
-|pods/status|patch
*|*/scale|get
events

endpoint-controller
-|pods,services|get,list,watch
-|endpoints|create,delete,get,list,update
-|endpoints/restricted|create
events

endpointslice-controller
-|nodes,pods,services|get,list,watch
-|services/finalizers|update
discovery.k8s.io|endpointslices|create,delete,get,list,update
events

endpointslicemirroring-controller
-|endpoints,services|get,list,watch
-|services/finalizers|update
-|endpoints/finalizers|update
discovery.k8s.io|endpointslices|create,delete,get,list,update
events

ephemeral-volume-controller
-|pods/finalizers|update
-|pods|get,list,watch
-|persistentvolumeclaims|create,get,list,watch
events

expand-controller
-|persistentvolumes|get,list,patch,update,watch
-|persistentvolumeclaims/status|patch,update
-|persistentvolumeclaims|get,list,watch
events

generic-garbage-collector
*|*|delete,get,list,patch,update,watch
events

horizontal-pod-autoscaler
autoscaling|horizontalpodautoscalers|get,list,watch
autoscaling|horizontalpodautoscalers/status|update
*|*/scale|get,update
-|pods|list
custom.metrics.k8s.io|*|get,list
external.metrics.k8s.io|*|get,list
metrics.k8s.io|pods|list
events

job-controller
batch|jobs|get,list,patch,update,watch
batch|jobs/status|update
batch|jobs/finalizers|update
-|pods|create,delete,list,patch,watch
events

legacy-service-account-token-cleaner
-|configmaps|get|kube-apiserver-legacy-service-account-token-tracking
-|secrets|delete,patch

namespace-controller
-|namespaces|delete,get,list,watch
-|namespaces/finalize,namespaces/status|update
*|*|delete,deletecollection,get,list

node-controller
-|nodes|delete,get,list,patch,update
-|nodes/status|patch,update
-|pods/status|patch,update
-|pods|delete,get,list
events

persistent-volume-binder
-|persistentvolumes|create,delete,get,list,update,watch
-|persistentvolumes/status|update
-|persistentvolumeclaims|get,list,update,watch
-|persistentvolumeclaims/status|update
-|pods|create,delete,get,list,watch
storage.k8s.io|storageclasses|get,list,watch
-|nodes|get,list
-|services|create,delete,get
-|secrets|get
events

pod-garbage-collector
-|pods|delete,list,watch
-|nodes|get,list
-|pods/status|patch

pv-protection-controller
-|persistentvolumes|get,list,update,watch
events

pvc-protection-controller
-|persistentvolumeclaims|get,list,update,watch
-|pods|get,list,watch
events

replicaset-controller
apps,extensions|replicasets|get,list,update,watch
apps,extensions|replicasets/status|update
apps,extensions|replicasets/finalizers|update
-|pods|create,delete,list,patch,watch
events

replication-controller
-|replicationcontrollers|get,list,update,watch
-|replicationcontrollers/status|update
-|replicationcontrollers/finalizers|update
-|pods|create,delete,list,patch,watch
events

resource-claim-controller
-|pods|get,list,watch
-|pods/finalizers|update
resource.k8s.io|resourceclaimtemplates|get,list,watch
resource.k8s.io|resourceclaims|create,delete,get,list,watch
resource.k8s.io|resourceclaims,resourceclaims/status|patch,update
-|pods/status|patch
events

resourcequota-controller
*|*|list,watch
-|resourcequotas/status|update
events

root-ca-cert-publisher
-|configmaps|create,update
events

route-controller
-|nodes|list,watch
-|nodes/status|patch
events

selinux-warning-controller
-|persistentvolumeclaims,persistentvolumes,pods|get,list,watch
storage.k8s.io|csidrivers|get,list,watch
events

service-account-controller
-|serviceaccounts|create
events

service-cidrs-controller
networking.k8s.io|servicecidrs|get,list,patch,update,watch
networking.k8s.io|servicecidrs/finalizers|patch,update
networking.k8s.io|servicecidrs/status|patch,update
networking.k8s.io|ipaddresses|get,list,watch
events

service-controller
-|services|get,list,watch
-|services/status|patch,update
-|nodes|list,watch
events

statefulset-controller
-|pods|list,watch
apps|statefulsets|get,list,watch
apps|statefulsets/status|update
apps|statefulsets/finalizers|update
-|pods|create,delete,get,patch,update
apps|controllerrevisions|create,delete,get,list,patch,update,watch
-|persistentvolumeclaims|create,get
events
-|persistentvolumeclaims|delete,update

storage-version-garbage-collector
coordination.k8s.io|leases|get,list,watch
internal.apiserver.k8s.io|storageversions|delete,get,list
internal.apiserver.k8s.io|storageversions/status|update

taint-eviction-controller
-|pods|delete,get,list,watch
-|nodes|get,list,watch
-|pods/status|patch
events

ttl-after-finished-controller
batch|jobs|delete,get,list,watch
events

ttl-controller
-|nodes|list,patch,update,watch
events

validatingadmissionpolicy-status-controller
admissionregistration.k8s.io|validatingadmissionpolicies|get,list,watch
admissionregistration.k8s.io|validatingadmissionpolicies/status|get,patch,update
events

volumeattributesclass-protection-controller
storage.k8s.io|volumeattributesclasses|get,list,update,watch
-|persistentvolumeclaims,persistentvolumes|get,list,watch
events
`;
