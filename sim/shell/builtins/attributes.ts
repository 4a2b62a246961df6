import { endsAtErrors } from '../exec/errexit.ts';
import { complain, report } from '../exec/report.ts';
import { trace } from '../exec/trace.ts';
import { quoteTrace } from '../expand/quote.ts';
import { arithmeticOf } from '../integer.ts';
import { type Attribute, ExpansionFailure } from '../types.ts';
import { ensureVariable, findVariable, getText, setText } from '../variables.ts';
import { emptyArray, printOne, printVariables, readFlags } from './declare.ts';
import { type Builtin, invalidOption } from './usage.ts';

/** `export` and `readonly`. */
const setAttribute: Builtin = function* (shell, args, nodes, name) {
  const letter: Attribute = name === 'export' ? 'x' : 'r';
  const wanted = readFlags(args, name === 'export' ? 'fnp' : 'aAfp');
  if (wanted.bad !== undefined) return yield* invalidOption(shell, name, wanted.bad);
  const marked = name === 'export' ? shell.exportedFunctions : shell.readonlyFunctions;
  if (wanted.rest.length === 0 && wanted.add.has('f')) {
    for (const one of [...marked].sort()) {
      const definition = shell.functions.get(one);
      if (definition !== undefined) yield* printOne(shell, definition, false, true);
    }
    return 0;
  }
  if (wanted.rest.length === 0) {
    return yield* printVariables(shell, [], new Set([letter]));
  }
  let status = 0;
  for (const at of wanted.rest) {
    const text = args[at] ?? '';
    if (wanted.add.has('f')) {
      if (shell.functions.has(text)) {
        if (wanted.add.has('n')) marked.delete(text);
        else marked.add(text);
      } else {
        yield* complain(shell, `${text}: not a function`);
        status = 1;
      }
      continue;
    }
    const node = nodes[at];
    const match = /^([A-Za-z_]\w*)(?:(\+?)=([\s\S]*))?$/.exec(text);
    const target = node?.name ?? match?.[1];
    if (target === undefined) {
      yield* complain(shell, ['badName', text]);
      status = 1;
      continue;
    }
    if (name === 'readonly' && wanted.add.has('A') && findVariable(shell, target) === undefined) {
      ensureVariable(shell, target).value = emptyArray('associative');
    }
    try {
      if (node !== undefined) yield* shell.engine.assign(shell, node);
      else if (match?.[3] !== undefined) {
        const old = match[2] === '+' ? (getText(shell, target) ?? '') : '';
        yield* trace(shell, `${target}${match[2]}=${quoteTrace(match[3])}`);
        setText(shell, target, old + match[3], arithmeticOf(shell, `${name}: `));
      }
    } catch (failure) {
      if (!(failure instanceof ExpansionFailure) || failure.effect !== 'discard') throw failure;
      if (endsAtErrors(shell)) throw failure;
      yield* report(shell, failure.message);
      status = 1;
      continue;
    }
    const variable = ensureVariable(shell, target);
    if (name === 'export' && wanted.add.has('n')) variable.attributes.delete('x');
    else variable.attributes.add(letter);
  }
  return status;
};

export const ATTRIBUTES: Readonly<Record<string, Builtin>> = {
  export: setAttribute,
  readonly: setAttribute,
};
