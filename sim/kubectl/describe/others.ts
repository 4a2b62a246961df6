import { fieldAt, type KubeObject, listAt, textAt } from '../../api/index.ts';
import { labelsText, longTime, writeAnnotations, writeHead, writeLabels } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';

function writeEnd({ writer, clock, hasEvents, eventsAbout }: Describer, object: KubeObject): void {
  if (hasEvents) writeEvents(writer, eventsAbout(object), clock);
}

/** Models kubectl's describer of CSINodes. */
export function describeCsiNode(describer: Describer, node: KubeObject): void {
  const { writer } = describer;
  writeHead(writer, node, false);
  writer.line(0, 'CreationTimestamp:', longTime(node.metadata.creationTimestamp));
  writer.line(0, 'Spec:');
  if (Array.isArray(fieldAt(node, 'spec.drivers'))) writer.line(1, 'Drivers:');
  for (const driver of listAt(node, 'spec.drivers')) {
    writer.line(2, `${textAt(driver, 'name')}:`);
    writer.line(3, 'Node ID:', textAt(driver, 'nodeID'));
    const count = fieldAt(driver, 'allocatable.count');
    if (count !== undefined) {
      writer.line(3, 'Allocatables:');
      writer.line(4, 'Count:', Number(count));
    }
    const keys = fieldAt(driver, 'topologyKeys') as readonly string[] | undefined;
    if (keys !== undefined) writer.line(3, 'Topology Keys:', `[${keys.join(' ')}]`);
  }
  writeEnd(describer, node);
}

/** Models kubectl's describer of ServiceCIDRs. */
export function describeServiceCidr(describer: Describer, range: KubeObject): void {
  const { writer } = describer;
  writer.line(0, 'Name:', range.metadata.name);
  writeLabels(writer, 'Labels', range.metadata.labels);
  writeAnnotations(writer, 'Annotations', range.metadata.annotations);
  const cidrs = (fieldAt(range, 'spec.cidrs') ?? []) as readonly string[];
  writer.line(0, 'CIDRs:', cidrs.join(', '));
  const conditions = listAt(range, 'status.conditions');
  if (conditions.length > 0) {
    writer.line(0, 'Status:');
    writer.line(0, 'Conditions:');
    writer.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
    writer.line(1, '----\t------\t------------------\t------\t-------');
    for (const { type, status, lastTransitionTime, reason, message } of conditions) {
      const time = longTime(String(lastTransitionTime));
      writer.line(1, `${type} \t${status} \t${time} \t${reason} \t${message}`);
    }
  }
  writeEnd(describer, range);
}

/** Models kubectl's describer of IPAddresses. */
export function describeIpAddress(describer: Describer, address: KubeObject): void {
  const { writer } = describer;
  writeHead(writer, address, false);
  if (fieldAt(address, 'spec.parentRef') !== undefined) {
    writer.line(0, 'Parent Reference:');
    for (const name of ['group', 'resource', 'namespace', 'name']) {
      const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}:`;
      writer.line(1, title, textAt(address, `spec.parentRef.${name}`));
    }
  }
  writeEnd(describer, address);
}

/** Models kubectl's describer of VolumeAttributesClasses. */
export function describeAttributesClass(describer: Describer, kind: KubeObject): void {
  const { writer } = describer;
  writer.line(0, 'Name:', kind.metadata.name);
  writer.line(0, 'Annotations:', labelsText(kind.metadata.annotations));
  writer.line(0, 'DriverName:', textAt(kind, 'driverName'));
  const parameters = fieldAt(kind, 'parameters') as Record<string, string> | undefined;
  writer.line(0, 'Parameters:', labelsText(parameters));
  writeEnd(describer, kind);
}
