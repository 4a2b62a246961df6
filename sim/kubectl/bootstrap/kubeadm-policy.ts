// What kubeadm adds to the roles of the API server, written as those of policy.ts are. Models
// cmd/kubeadm/app/phases.

export const KUBEADM_CLUSTER_ROLES = `
kubeadm:get-nodes
-|nodes|get

system:coredns
-|endpoints,services,pods,namespaces|list,watch
discovery.k8s.io|endpointslices|list,watch
`;

/** The namespace stands before the name. */
export const KUBEADM_ROLES = `
kube-public kubeadm:bootstrap-signer-clusterinfo
-|configmaps|get|cluster-info

kube-system kube-proxy
-|configmaps|get|kube-proxy

kube-system kubeadm:kubelet-config
-|configmaps|get|kubelet-config

kube-system kubeadm:nodes-kubeadm-config
-|configmaps|get|kubeadm-config
`;

const JOINING = 'Group:system:bootstrappers:kubeadm:default-node-token';
const NODE_CLIENTS = 'system:certificates.k8s.io:certificatesigningrequests';

/** `BINDING|ROLE|KIND:NAME,…`. */
export const KUBEADM_CLUSTER_BINDINGS = `
kubeadm:cluster-admins|cluster-admin|Group:kubeadm:cluster-admins
kubeadm:get-nodes|kubeadm:get-nodes|${JOINING}
kubeadm:kubelet-bootstrap|system:node-bootstrapper|${JOINING}
kubeadm:node-autoapprove-bootstrap|${NODE_CLIENTS}:nodeclient|${JOINING}
kubeadm:node-autoapprove-certificate-rotation|${NODE_CLIENTS}:selfnodeclient|Group:system:nodes
kubeadm:node-proxier|system:node-proxier|sa:kube-proxy
system:coredns|system:coredns|sa:coredns
`;

/** The same, with the namespace before the name. */
export const KUBEADM_BINDINGS = `
kube-public kubeadm:bootstrap-signer-clusterinfo|kubeadm:bootstrap-signer-clusterinfo|User:system:anonymous
kube-system kube-proxy|kube-proxy|${JOINING}
kube-system kubeadm:kubelet-config|kubeadm:kubelet-config|Group:system:nodes,${JOINING}
kube-system kubeadm:nodes-kubeadm-config|kubeadm:nodes-kubeadm-config|${JOINING},Group:system:nodes
`;
