import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A file of the project. Paths are relative to its root, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** An import, `import(…)`, export from, or worker URL in a file. */
export interface Import {
  /** As it is written, without a query such as `?url`. */
  readonly specifier: string;
  readonly line: number;
}

const FOLDERS = ['sim', 'src', 'lessons', 'test', 'scripts'];
const SKIPPED = new Set(['node_modules', 'dist', '.astro']);
const CODE = /\.(ts|mjs|svelte|astro|mdx)$/;

/** All code below `root`. */
export function readSources(root: string): Source[] {
  const walk = (folder: string): Source[] =>
    readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry): Source[] => {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(name);
      if (!CODE.test(name)) return [];
      return [{ path: name, text: readFileSync(path.join(root, name), 'utf8') }];
    });
  const top = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && CODE.test(entry.name))
    .map(({ name }) => ({ path: name, text: readFileSync(path.join(root, name), 'utf8') }));
  const present = new Set(readdirSync(root));
  return [...top, ...FOLDERS.filter((folder) => present.has(folder)).flatMap(walk)];
}

export const isTest = (file: string): boolean => file.endsWith('.test.ts');
export const isGenerated = (file: string): boolean => file.endsWith('.generated.ts');
export const isTypeScript = (file: string): boolean => /\.(ts|mjs)$/.test(file);

/** The syntax tree of a TypeScript or JavaScript file. */
export const parse = ({ path: file, text }: Source): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);

/** The line, from 1, at which a node starts. */
export const lineOf = (tree: ts.SourceFile, node: ts.Node): number =>
  tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;

const IN_TEXT = [
  /\b(?:import|export)\b[^'"`;]*?\bfrom\s*(['"])([^'"]+)\1/g,
  /\bimport\s*\(?\s*(['"])([^'"]+)\1/g,
  /<script\b[^>]*\bsrc=(['"])([^'"]+)\1/g,
];
const WORKER = /new URL\(\s*(['"])(\.[^'"]+)\1\s*,\s*import\.meta\.url/g;

const importsInText = (text: string, patterns: readonly RegExp[]): Import[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      specifier: match[2] as string,
      line: text.slice(0, match.index).split('\n').length,
    })),
  );

const importsInTree = (tree: ts.SourceFile): Import[] => {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined;
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      found.push({ specifier: specifier.text, line: lineOf(tree, node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** Everything that a file imports. */
export function importsOf(source: Source): Import[] {
  const found = isTypeScript(source.path)
    ? [...importsInTree(parse(source)), ...importsInText(source.text, [WORKER])]
    : importsInText(source.text, [...IN_TEXT, WORKER]);
  return found.map(({ specifier, line }) => ({
    specifier: specifier.startsWith('.') ? (specifier.split('?')[0] as string) : specifier,
    line,
  }));
}

/** The file that a relative specifier means, seen from `from`. */
export const resolveImport = (from: string, specifier: string): string =>
  path.posix.join(path.posix.dirname(from), specifier);
