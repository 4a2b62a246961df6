import type { Finding } from './finding.ts';
import { DOORS_OF_CLUSTER, type Layer, layerOf } from './layers.ts';
import { type Import, importsOf, isTest, resolveImport, type Source } from './source.ts';

const packageProblem = (layer: Layer, specifier: string): string | undefined => {
  const isAllowed = layer.packages.some(
    (name) => specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`),
  );
  // `astro:content`, `virtual:…`: modules of the site's own build.
  if (isAllowed || (layer.name === 'pages' && /^(astro|virtual):/.test(specifier)))
    return undefined;
  const list = layer.packages.length === 0 ? 'no package' : layer.packages.join(', ');
  return `${layer.name} may import ${list}, not '${specifier}'`;
};

const fileProblem = (layer: Layer, target: string): string | undefined => {
  const other = layerOf(target);
  if (other === undefined) return `${layer.name} may not import ${target}, which is in no layer`;
  if (other === layer) return undefined;
  if (!layer.imports.includes(other.name)) {
    const list = layer.imports.length === 0 ? 'nothing' : layer.imports.join(', ');
    return `${layer.name} may import ${list}, not ${other.name}`;
  }
  // What comes later than the rest is loaded, or taken all at once; nobody else holds on to it.
  if (target.endsWith('.part.ts')) {
    return layer.name === 'all-parts' ? undefined : `a part is loaded, not imported: ${target}`;
  }
  const doors = other.name === 'cluster' ? DOORS_OF_CLUSTER : [`${other.paths[0]}index.ts`];
  const needsDoor = other.hasDoor || other.name === 'cluster';
  if (!needsDoor || doors.includes(target)) return undefined;
  return `import ${other.name} through ${doors.join(' or ')}, not ${target}`;
};

const problemOf = (file: string, layer: Layer, { specifier }: Import): string | undefined =>
  specifier.startsWith('.')
    ? fileProblem(layer, resolveImport(file, specifier))
    : packageProblem(layer, specifier);

/** Imports that the table of layers does not allow. Tests are free in what they import. */
export function findForbiddenImports(source: Source): Finding[] {
  const layer = layerOf(source.path);
  if (layer === undefined || isTest(source.path)) return [];
  return importsOf(source).flatMap((item): Finding[] => {
    const message = problemOf(source.path, layer, item);
    return message === undefined ? [] : [{ file: source.path, line: item.line, message }];
  });
}

/** Folders of the simulator and of the page that the table does not know. */
export function findStrangers(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ path }) => /^(sim|src|lessons)\//.test(path) && layerOf(path) === undefined)
    .map(({ path }) => ({
      file: path,
      line: 0,
      message: 'is in no layer: add its folder to test/architecture/layers.ts, or move it',
    }));
}
