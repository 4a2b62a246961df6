import ts from 'typescript';
import type { Finding } from './finding.ts';
import { lineOf, parse, type Source } from './source.ts';

export const SIZE_LIMITS = {
  fileLines: 500,
  fileLinesWished: 300,
  functionLines: 70,
  columns: 100,
};

export const lineCount = (text: string): number => text.replace(/\n$/, '').split('\n').length;

/** A character of two columns counts as one here, as in an editor's status line. */
const columnsOf = (line: string): number => [...line].length;

/** A line of nothing but one long word (an address, a hash) cannot be folded. */
const isOneWord = (line: string): boolean => /^\s*(\/\/|\*)?\s*\S+$/.test(line);

/** A text of this many characters is what a program prints: folded, nobody could search for it. */
const LONG_TEXT = 50;

/** The lines, from 1, that long texts and patterns stand on. */
const linesOfTexts = (tree: ts.SourceFile): Set<number> => {
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    const isText =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateExpression(node) ||
      ts.isRegularExpressionLiteral(node);
    if (isText && node.end - node.getStart(tree) >= LONG_TEXT) {
      const last = tree.getLineAndCharacterOfPosition(node.end).line + 1;
      for (let line = lineOf(tree, node); line <= last; line++) lines.add(line);
    } else ts.forEachChild(node, visit);
  };
  visit(tree);
  return lines;
};

const nameOf = (node: ts.Node): string => {
  const named = ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent);
  const { name } = (named ? node.parent : node) as ts.NamedDeclaration;
  return name === undefined ? 'this function' : name.getText();
};

const isFunction = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;

const linesOf = (tree: ts.SourceFile, node: ts.Node): number =>
  tree.getLineAndCharacterOfPosition(node.end).line + 2 - lineOf(tree, node);

/**
 * The lines of a function without those of the functions inside it, which are measured by
 * themselves: a factory with its methods is as long as its longest part, as a class would be.
 */
const ownLines = (tree: ts.SourceFile, node: ts.Node): number => {
  let inner = 0;
  const visit = (child: ts.Node): void => {
    if (isFunction(child)) inner += linesOf(tree, child) - 1;
    else ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return linesOf(tree, node) - inner;
};

const findLongFunctions = (source: Source, tree: ts.SourceFile): Finding[] => {
  const found: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const lines = isFunction(node) ? ownLines(tree, node) : 0;
    if (lines > SIZE_LIMITS.functionLines) {
      const message = `${nameOf(node)} has ${lines} lines, at most ${SIZE_LIMITS.functionLines}`;
      found.push({ file: source.path, line: lineOf(tree, node), message });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** Files, functions and lines that are too long. */
export function findOversized(source: Source): Finding[] {
  const { path: file, text } = source;
  const found: Finding[] = [];
  const tree = parse(source);
  const texts = linesOfTexts(tree);
  const lines = lineCount(text);
  if (lines > SIZE_LIMITS.fileLines) {
    found.push({
      file,
      line: 0,
      message: `has ${lines} lines, at most ${SIZE_LIMITS.fileLines}: split it by concept`,
    });
  }
  for (const [index, line] of text.split('\n').entries()) {
    const columns = columnsOf(line);
    const isFree = texts.has(index + 1) || isOneWord(line);
    if (columns <= SIZE_LIMITS.columns || isFree) continue;
    const message = `${columns} columns, at most ${SIZE_LIMITS.columns}`;
    found.push({ file, line: index + 1, message });
  }
  return [...found, ...findLongFunctions(source, tree)];
}
