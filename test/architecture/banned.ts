import ts from 'typescript';
import type { Finding } from './finding.ts';
import { lineOf, parse, type Source } from './source.ts';

/** Globals that the simulator may not use, each with what to use instead. */
const GLOBALS: Readonly<Record<string, string>> = {
  Buffer: 'encodeUtf8 / decodeUtf8 of sim/kernel',
  Intl: 'plain string functions: its answers differ between machines',
  Promise: 'a generator Program of sim/kernel',
  TextDecoder: 'decodeUtf8 of sim/kernel',
  TextEncoder: 'encodeUtf8 of sim/kernel',
  FinalizationRegistry: 'explicit ends: garbage collection is not deterministic',
  WeakRef: 'explicit ends: garbage collection is not deterministic',
  atob: 'decodeBase64 of sim/kernel',
  btoa: 'encodeBase64 of sim/kernel',
  clearInterval: 'queue.cancel',
  clearTimeout: 'queue.cancel',
  console: 'a value that the caller gets, or a thrown Error for a bug',
  crypto: 'uuid(prng) of sim/kernel',
  document: 'a port that the page fills',
  eval: 'an interpreter over a syntax tree',
  fetch: 'the client of sim/client',
  globalThis: 'an argument',
  localStorage: 'the session log, which the page keeps',
  navigator: 'an argument',
  performance: 'queue.nowMs()',
  process: 'an argument',
  queueMicrotask: 'queue.schedule(0, …)',
  requestAnimationFrame: 'queue.schedule',
  setImmediate: 'queue.schedule(0, …)',
  setInterval: 'queue.schedule, again in its task',
  setTimeout: 'queue.schedule',
  structuredClone: 'readonly data, shared; copy what changes with {...object}',
  window: 'a port that the page fills',
};

/** `object.member`. */
const MEMBERS: Readonly<Record<string, string>> = {
  'Date.now': 'queue.epochMs()',
  'Math.random': 'prng.below',
};

/** Methods whose answer depends on the machine's zone or language. */
const METHODS: Readonly<Record<string, string>> = {
  getDay: 'getUTCDay',
  getHours: 'getUTCHours',
  getMinutes: 'getUTCMinutes',
  getMonth: 'getUTCMonth',
  getFullYear: 'getUTCFullYear',
  getTimezoneOffset: 'UTC',
  localeCompare: 'a < b: the order of code units',
  toLocaleDateString: 'toISOString',
  toLocaleLowerCase: 'toLowerCase',
  toLocaleString: 'String(value)',
  toLocaleTimeString: 'toISOString',
  toLocaleUpperCase: 'toUpperCase',
};

/**
 * Whether an identifier stands for the global of its name (not a key, a member or a declaration).
 */
const isGlobalUse = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) {
    return (ts.isQualifiedName(parent) ? parent.left : parent.expression) === node;
  }
  const isNamed =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isGetAccessorDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isBindingElement(parent);
  if (isNamed && (parent as ts.NamedDeclaration).name === node) return false;
  return !ts.isImportSpecifier(parent) && !ts.isExportSpecifier(parent);
};

/** The names that a file declares or imports itself, which are then not the globals. */
const declaredNames = (tree: ts.SourceFile): Set<string> => {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isInterfaceDeclaration(node);
    if (isDeclaration && node.name !== undefined && ts.isIdentifier(node.name)) {
      names.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
};

const bannedAt = (node: ts.Node, declared: ReadonlySet<string>): string | undefined => {
  const say = (what: string, instead: string): string => `${what}: use ${instead}`;
  if (ts.isPropertyAccessExpression(node)) {
    const member = node.name.text;
    const whole = `${node.expression.getText()}.${member}`;
    if (Object.hasOwn(MEMBERS, whole)) return say(whole, MEMBERS[whole] as string);
    return Object.hasOwn(METHODS, member) ? say(member, METHODS[member] as string) : undefined;
  }
  if (ts.isIdentifier(node) && Object.hasOwn(GLOBALS, node.text)) {
    const isOurs = declared.has(node.text) || !isGlobalUse(node);
    return isOurs ? undefined : say(node.text, GLOBALS[node.text] as string);
  }
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    const isDate = node.expression.getText() === 'Date';
    const hasNoTime = ts.isCallExpression(node) || (node.arguments ?? []).length === 0;
    return isDate && hasNoTime ? say('Date()', 'new Date(queue.epochMs())') : undefined;
  }
  const isAsync = node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node);
  return isAsync ? say('async', 'a generator Program of sim/kernel') : undefined;
};

/** Calls that would make the simulator depend on something else than its seed and its inputs. */
export function findBannedCalls(source: Source): Finding[] {
  const tree = parse(source);
  const declared = declaredNames(tree);
  const found: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const message = bannedAt(node, declared);
    if (message !== undefined) {
      found.push({ file: source.path, line: lineOf(tree, node), message });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
