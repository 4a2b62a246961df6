/** A StatefulSet that an example can be made of. */
export interface SetPlace {
  readonly namespace: string;
  readonly name: string;
}

export type PresetId = 'presetPolicy' | 'presetPartition' | 'presetStrategy';

export const PRESETS: readonly PresetId[] = ['presetPolicy', 'presetPartition', 'presetStrategy'];

/** How many pods the set of an example has: enough to see an order. */
const REPLICAS = 4;

const remake = ({ namespace, name }: SetPlace, policy: string): string =>
  `kubectl get sts ${name} -n ${namespace} -o yaml | ` +
  `sed 's/podManagementPolicy: .*/podManagementPolicy: ${policy}/; ` +
  `s/^  replicas: .*/  replicas: ${REPLICAS}/' | kubectl replace --force -f -`;

const roll = ({ namespace, name }: SetPlace, strategy: object): string => {
  const template = { metadata: { annotations: { 'ordinal.example/try': '1' } } };
  const patch = JSON.stringify({ spec: { updateStrategy: strategy, template } });
  return `kubectl patch sts ${name} -n ${namespace} -p '${patch}'`;
};
const partition = (number: number) => ({
  type: 'RollingUpdate',
  rollingUpdate: { partition: number },
});

/** The commands of the two worlds. */
export function presetLines(id: PresetId, set: SetPlace): readonly [string, string] {
  if (id === 'presetPolicy') return [remake(set, 'OrderedReady'), remake(set, 'Parallel')];
  if (id === 'presetPartition') return [roll(set, partition(0)), roll(set, partition(2))];
  return [roll(set, partition(0)), roll(set, { type: 'OnDelete', rollingUpdate: null })];
}
