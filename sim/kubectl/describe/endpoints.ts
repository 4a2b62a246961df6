import type { EndpointSlice, Endpoints } from '../../api/index.ts';
import { orNone, orUnset, writeHead, writeTable } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';

/** Models kubectl's describer of Endpoints. */
export function describeEndpoints(describer: Describer, endpoints: Endpoints): void {
  const { writer, clock } = describer;
  writeHead(writer, endpoints);
  writer.line(0, 'Subsets:');
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of endpoints.subsets ?? []) {
    writer.line(1, 'Addresses:', orNone(addresses.map(({ ip }) => ip).join(',')));
    writer.line(1, 'NotReadyAddresses:', orNone(notReadyAddresses.map(({ ip }) => ip).join(',')));
    if (ports.length > 0) {
      writer.line(1, 'Ports:');
      const rows = ports.map(({ name, port, protocol = '' }) => [orUnset(name), port, protocol]);
      writeTable(writer, 2, ['Name', 'Port', 'Protocol'], rows);
    }
    writer.write(0, '\n');
  }
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(endpoints), clock);
}

/** Models kubectl's describer of EndpointSlices. */
export function describeEndpointSlice(describer: Describer, slice: EndpointSlice): void {
  const { writer, clock } = describer;
  writeHead(writer, slice);
  writer.line(0, 'AddressType:', slice.addressType);
  const ports = slice.ports ?? [];
  if (ports.length === 0) writer.line(0, 'Ports: <unset>');
  else {
    writer.line(0, 'Ports:');
    const rows = ports.map(({ name, port, protocol = '' }) => [
      orUnset(name),
      orUnset(port),
      protocol,
    ]);
    writeTable(writer, 1, ['Name', 'Port', 'Protocol'], rows);
  }
  const endpoints = slice.endpoints ?? [];
  if (endpoints.length === 0) writer.line(0, 'Endpoints: <none>');
  else writer.line(0, 'Endpoints:');
  for (const endpoint of endpoints) {
    const { addresses, conditions, hostname, targetRef, nodeName, zone } = endpoint;
    writer.line(1, '- Addresses:', orNone(addresses.join(', ')));
    writer.line(2, 'Conditions:');
    writer.line(3, 'Ready:', String(conditions?.ready ?? '<unset>'));
    writer.line(2, 'Hostname:', orUnset(hostname));
    if (targetRef !== undefined)
      writer.line(2, 'TargetRef:', `${targetRef.kind}/${targetRef.name}`);
    writer.line(2, 'NodeName:', orUnset(nodeName));
    writer.line(2, 'Zone:', orUnset(zone));
  }
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(slice), clock);
}
