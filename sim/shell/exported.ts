import { parse } from 'unbash';
import { createUnit } from './exec/report.ts';
import { printFunction } from './print.ts';
import type { FunctionDefinition, Shell } from './types.ts';

const NAME = /^BASH_FUNC_(.+)%%$/s;

/** The entries of the environment that carry the functions of `export -f` to other shells. */
export function exportedFunctions(shell: Shell): [string, string][] {
  return [...shell.exportedFunctions].flatMap((name): [string, string][] => {
    const definition = shell.functions.get(name);
    if (definition === undefined) return [];
    const text = printFunction(definition)
      .slice(name.length + 1)
      .replace('\n', '')
      .replace(/^\(\) \{ \n {4}/, '() {  ');
    return [[`BASH_FUNC_${name}%%`, text]];
  });
}

/** The functions that an environment carries; what is no function is left out. */
export function importedFunctions(env: ReadonlyMap<string, string>): FunctionDefinition[] {
  return [...env].flatMap(([key, text]) => {
    const name = NAME.exec(key)?.[1];
    if (name === undefined || !text.startsWith('() {')) return [];
    const source = `${name} ${text}`;
    const parsed = parse(source);
    const node = parsed.commands[0]?.command;
    if (parsed.errors !== undefined || node?.type !== 'Function') return [];
    return [{ name, body: node.body, unit: createUnit(source, 'environment', 0) }];
  });
}
