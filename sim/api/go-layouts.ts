/**
 * The API server's own structs, where they can be seen: some errors print a whole struct of the
 * internal version, which has no JSON names and leaves nothing out. A struct starts at the margin;
 * a field is `Name:shape`, where the shape is `s` text, `n` number, `b` yes or no, `p` what may be
 * null, `m` map, `Struct`, `*Struct` or `[]Struct`. A JSON name that does not follow from the
 * field's is given as `Name=json:shape`.
 */
export const GO_LAYOUTS = `
PodSpec Volumes:[]Volume InitContainers:[]Container Containers:[]Container
  EphemeralContainers:[]EphemeralContainer RestartPolicy:s TerminationGracePeriodSeconds:p
  ActiveDeadlineSeconds:p DNSPolicy:s NodeSelector:m ServiceAccountName:s
  AutomountServiceAccountToken:p NodeName:s SecurityContext:*PodSecurityContext
  ImagePullSecrets:[]LocalObjectReference Hostname:s Subdomain:s SetHostnameAsFQDN:p
  Affinity:*Affinity SchedulerName:s Tolerations:[]Toleration HostAliases:[]HostAlias
  PriorityClassName:s Priority:p PreemptionPolicy:p DNSConfig:*PodDNSConfig
  ReadinessGates:[]PodReadinessGate RuntimeClassName:p Overhead:m EnableServiceLinks:p
  TopologySpreadConstraints:[]TopologySpreadConstraint OS:*PodOS
  SchedulingGates:[]PodSchedulingGate ResourceClaims:[]PodResourceClaim
  Resources:*ResourceRequirements HostnameOverride:p SchedulingGroup:p
PodSecurityContext HostNetwork:b HostPID:b HostIPC:b ShareProcessNamespace:p HostUsers:p
  SELinuxOptions:*SELinuxOptions WindowsOptions:p RunAsUser:p RunAsGroup:p RunAsNonRoot:p
  SupplementalGroups:p SupplementalGroupsPolicy:p FSGroup:p FSGroupChangePolicy:p
  Sysctls:[]Sysctl SeccompProfile:*Profile AppArmorProfile:*Profile SELinuxChangePolicy:p
Container Name:s Image:s Command:p Args:p WorkingDir:s Ports:[]ContainerPort
  EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements
  ResizePolicy:[]ContainerResizePolicy RestartPolicy:p RestartPolicyRules:p
  VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe
  ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:s
  TerminationMessagePolicy:s ImagePullPolicy:s SecurityContext:*SecurityContext Stdin:b
  StdinOnce:b TTY:b
EphemeralContainer Name:s Image:s Command:p Args:p WorkingDir:s Ports:[]ContainerPort
  EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements
  ResizePolicy:[]ContainerResizePolicy RestartPolicy:p RestartPolicyRules:p
  VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe
  ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:s
  TerminationMessagePolicy:s ImagePullPolicy:s SecurityContext:*SecurityContext Stdin:b
  StdinOnce:b TTY:b TargetContainerName:s
ContainerPort Name:s HostPort:n ContainerPort:n Protocol:s HostIP:s
ContainerResizePolicy ResourceName:s RestartPolicy:s
EnvVar Name:s Value:s ValueFrom:*EnvVarSource
EnvVarSource FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector
  ConfigMapKeyRef:*KeySelector SecretKeyRef:*KeySelector FileKeyRef:*FileKeySelector
ObjectFieldSelector APIVersion:s FieldPath:s
ResourceFieldSelector ContainerName:s Resource:s Divisor:s
KeySelector Name:s Key:s Optional:p
FileKeySelector VolumeName:s Path:s Key:s Optional:p
EnvFromSource Prefix:s ConfigMapRef:*EnvSource SecretRef:*EnvSource
EnvSource Name:s Optional:p
ResourceRequirements Limits:m Requests:m Claims:p
VolumeMount Name:s ReadOnly:b RecursiveReadOnly:p MountPath:s SubPath:s MountPropagation:p
  SubPathExpr:s
VolumeDevice Name:s DevicePath:s
Probe Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction GRPC:*GRPCAction
  InitialDelaySeconds:n TimeoutSeconds:n PeriodSeconds:n SuccessThreshold:n FailureThreshold:n
  TerminationGracePeriodSeconds:p
ExecAction Command:p
HTTPGetAction Path:s Port:n Host:s Scheme:s HTTPHeaders:[]HTTPHeader
HTTPHeader Name:s Value:s
TCPSocketAction Port:n Host:s
GRPCAction Port:n Service:p
SleepAction Seconds:n
Lifecycle PostStart:*LifecycleHandler PreStop:*LifecycleHandler StopSignal:p
LifecycleHandler Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction
  Sleep:*SleepAction
SecurityContext Capabilities:*Capabilities Privileged:p SELinuxOptions:*SELinuxOptions
  WindowsOptions:p RunAsUser:p RunAsGroup:p RunAsNonRoot:p ReadOnlyRootFilesystem:p
  AllowPrivilegeEscalation:p ProcMount:p SeccompProfile:*Profile AppArmorProfile:*Profile
Capabilities Add:p Drop:p
SELinuxOptions User:s Role:s Type:s Level:s
Profile Type:s LocalhostProfile:p
Sysctl Name:s Value:s
LocalObjectReference Name:s
Toleration Key:s Operator:s Value:s Effect:s TolerationSeconds:p
HostAlias IP:s Hostnames:p
PodDNSConfig Nameservers:p Searches:p Options:[]PodDNSConfigOption
PodDNSConfigOption Name:s Value:p
PodReadinessGate ConditionType:s
PodOS Name:s
PodSchedulingGate Name:s
PodResourceClaim Name:s ResourceClaimName:p ResourceClaimTemplateName:p
TopologySpreadConstraint MaxSkew:n TopologyKey:s WhenUnsatisfiable:s LabelSelector:p MinDomains:p
  NodeAffinityPolicy:p NodeTaintsPolicy:p MatchLabelKeys:p
Affinity NodeAffinity:*NodeAffinity PodAffinity:*PodAffinity PodAntiAffinity:*PodAffinity
NodeAffinity RequiredDuringSchedulingIgnoredDuringExecution:*NodeSelector
  PreferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm
VolumeNodeAffinity Required:*NodeSelector
NodeSelector NodeSelectorTerms:[]NodeSelectorTerm
NodeSelectorTerm MatchExpressions:[]NodeSelectorRequirement MatchFields:[]NodeSelectorRequirement
NodeSelectorRequirement Key:s Operator:s Values:p
PreferredSchedulingTerm Weight:n Preference:NodeSelectorTerm
PodAffinity RequiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
  PreferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
WeightedPodAffinityTerm Weight:n PodAffinityTerm:PodAffinityTerm
PodAffinityTerm LabelSelector:p Namespaces:p TopologyKey:s NamespaceSelector:p MatchLabelKeys:p
  MismatchLabelKeys:p
Volume Name:s HostPath:*HostPath EmptyDir:*EmptyDir GCEPersistentDisk:p AWSElasticBlockStore:p
  GitRepo:p Secret:*SecretVolume NFS:*NFS ISCSI:p Glusterfs:p PersistentVolumeClaim:*ClaimVolume
  RBD:p Quobyte:p FlexVolume:p Cinder:p CephFS=cephfs:p Flocker:p DownwardAPI:*DownwardAPIVolume
  FC:p AzureFile:p ConfigMap:*ConfigMapVolume VsphereVolume:p AzureDisk:p PhotonPersistentDisk:p
  Projected:*Projected PortworxVolume:p ScaleIO:p StorageOS=storageos:p CSI:p Ephemeral:p Image:p
HostPath Path:s Type:p
EmptyDir Medium:s SizeLimit:p
NFS Server:s Path:s ReadOnly:b
SecretVolume SecretName:s Items:[]KeyToPath DefaultMode:p Optional:p
ConfigMapVolume Name:s Items:[]KeyToPath DefaultMode:p Optional:p
DownwardAPIVolume Items:[]DownwardAPIFile DefaultMode:p
ClaimVolume ClaimName:s ReadOnly:b
KeyToPath Key:s Path:s Mode:p
DownwardAPIFile Path:s FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector
  Mode:p
Projected Sources:[]VolumeProjection DefaultMode:p
VolumeProjection Secret:*ProjectedKeys DownwardAPI:*ProjectedFiles ConfigMap:*ProjectedKeys
  ServiceAccountToken:*TokenProjection ClusterTrustBundle:p PodCertificate:p
ProjectedKeys Name:s Items:[]KeyToPath Optional:p
ProjectedFiles Items:[]DownwardAPIFile
TokenProjection Audience:s ExpirationSeconds:n Path:s
PersistentVolumeClaimSpec AccessModes:p Selector:p Resources:VolumeResources VolumeName:s
  StorageClassName:p VolumeMode:p DataSource:*TypedReference DataSourceRef:*TypedReferenceIn
  VolumeAttributesClassName:p
VolumeResources Limits:m Requests:m
TypedReference APIGroup:p Kind:s Name:s
TypedReferenceIn APIGroup:p Kind:s Name:s Namespace:p
StatefulSetUpdateStrategy Type:s RollingUpdate:*RollingUpdateStatefulSet
RollingUpdateStatefulSet Partition:n MaxUnavailable:p
DeploymentStrategy Type:s RollingUpdate:*RollingUpdate
DaemonSetUpdateStrategy Type:s RollingUpdate:*RollingUpdate
RollingUpdate MaxUnavailable:p MaxSurge:p
ServicePort Name:s Protocol:s AppProtocol:p Port:n TargetPort:n NodePort:n
SuccessPolicy Rules:[]SuccessPolicyRule
SuccessPolicyRule SucceededIndexes:p SucceededCount:p
PodDisruptionBudgetSpec MinAvailable:p Selector:p MaxUnavailable:p UnhealthyPodEvictionPolicy:p
`;
