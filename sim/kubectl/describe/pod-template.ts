import {
  formatSelector,
  type PodSpec,
  type PodTemplateSpec,
  type Toleration,
} from '../../api/index.ts';
import { orNone, writeAnnotations, writeLabels } from './common.ts';
import { templateContainers, writeContainers } from './container.ts';
import { writeVolumes } from './volumes.ts';
import type { Writer } from './writer.ts';

function tolerationText({
  key = '',
  operator,
  value,
  effect,
  tolerationSeconds,
}: Toleration): string {
  let text = key;
  if (value) text += `=${value}`;
  if (effect) text += `:${effect}`;
  if (operator === 'Exists' && !value) {
    text += key !== '' || effect ? ' op=Exists' : 'op=Exists';
  }
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`;
}

/** Tolerations below each other, ordered by key. */
export function writeTolerations(
  writer: Writer,
  title: string,
  tolerations: readonly Toleration[] = [],
): void {
  writer.write(0, `${title}:\t`);
  if (tolerations.length === 0) writer.line(0, '<none>');
  const ordered = [...tolerations].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  for (const [i, toleration] of ordered.entries()) {
    writer.write(0, `${i === 0 ? '' : '\t'}${tolerationText(toleration)}\n`);
  }
}

/** How pods are spread over zones and nodes. */
export function writeSpread(
  writer: Writer,
  title: string,
  constraints: PodSpec['topologySpreadConstraints'] = [],
): void {
  if (constraints.length === 0) return;
  writer.write(0, `${title}:\t`);
  for (const [i, constraint] of constraints.entries()) {
    const { topologyKey, whenUnsatisfiable, maxSkew, labelSelector } = constraint;
    const isSelective = labelSelector !== undefined;
    const selector = isSelective ? ` for selector ${orNone(formatSelector(labelSelector))}` : '';
    const text = `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`;
    writer.write(0, `${i === 0 ? '' : '\t'}${text}\n`);
  }
}

/** What a controller makes its pods from. */
export function writePodTemplate(writer: Writer, template: PodTemplateSpec): void {
  const { metadata, spec } = template;
  writer.line(0, 'Pod Template:');
  writeLabels(writer, '  Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0) {
    writeAnnotations(writer, '  Annotations', metadata?.annotations);
  }
  if (spec?.serviceAccountName) writer.line(1, 'Service Account:', spec.serviceAccountName);
  if ((spec?.initContainers ?? []).length > 0) {
    writeContainers(writer, templateContainers('Init Containers', spec?.initContainers));
  }
  writeContainers(writer, templateContainers('Containers', spec?.containers));
  writeVolumes(writer, spec?.volumes, '  ');
  writeSpread(writer, '  Topology Spread Constraints', spec?.topologySpreadConstraints);
  if (spec?.priorityClassName) writer.line(1, 'Priority Class Name:', spec.priorityClassName);
  writeLabels(writer, '  Node-Selectors', spec?.nodeSelector);
  writeTolerations(writer, '  Tolerations', spec?.tolerations);
}
