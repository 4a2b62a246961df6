import { type Filter, type FunctionDefinition, JqSyntaxError, type Pattern } from './syntax.ts';

/** The names that may be used at a place: `$name` for variables, `name/count` for functions. */
type Names = ReadonlySet<string>;

const withNames = (names: Names, more: Iterable<string>): Names => new Set([...names, ...more]);

function* variablesOf(pattern: Pattern): Generator<string> {
  if (pattern.type === 'variable') yield `$${pattern.name}`;
  else if (pattern.type === 'array') for (const one of pattern.items) yield* variablesOf(one);
  else {
    for (const { variable, value } of pattern.entries) {
      if (variable !== undefined) yield `$${variable}`;
      if (value !== undefined) yield* variablesOf(value);
    }
  }
}

/** The filters among the parts of a text. */
const filtersOf = (parts: readonly (string | Filter)[]): Filter[] =>
  parts.filter((part) => typeof part !== 'string');

/** What a program uses, and the first names in it that nothing stands for. */
export interface Checked {
  readonly errors: readonly JqSyntaxError[];
  readonly readsInputs: boolean;
}

/** Finds the names that are not defined. */
export function checkNames(program: Filter, known: Names): Checked {
  const errors: JqSyntaxError[] = [];
  const used = new Set<string>();
  let readsInputs = false;

  const use = (names: Names, name: string, at: number): void => {
    used.add(name);
    if (name === 'input/0' || name === 'inputs/0') readsInputs = true;
    if (!names.has(name)) errors.push(new JqSyntaxError(`${name} is not defined`, at));
  };
  const nameOf = ({ name, parameters }: FunctionDefinition): string =>
    `${name}/${parameters.length}`;
  const define = (definition: FunctionDefinition, names: Names): void => {
    const { parameters, body } = definition;
    const inner = parameters.flatMap((one) =>
      one.startsWith('$') ? [one, `${one.slice(1)}/0`] : [`${one}/0`],
    );
    visit(body, withNames(names, [nameOf(definition), ...inner]));
  };
  const visitAll = (filters: readonly (Filter | undefined)[], names: Names): void => {
    for (const one of filters) if (one !== undefined) visit(one, names);
  };
  const visit = (one: Filter, names: Names): void => {
    switch (one.type) {
      case 'call':
        use(names, `${one.name}/${one.args.length}`, one.at);
        visitAll(one.args, names);
        return;
      case 'variable':
        use(names, `$${one.name}`, one.at);
        return;
      case 'break':
        if (!names.has(`*${one.name}`)) {
          errors.push(new JqSyntaxError(`$*label-${one.name} is not defined`, one.at));
        }
        return;
      case 'label':
        visit(one.body, withNames(names, [`*${one.name}`]));
        return;
      case 'define':
        visit(one.rest, withNames(names, [nameOf(one.definition)]));
        // What nobody calls may say anything.
        if (used.has(nameOf(one.definition))) define(one.definition, names);
        return;
      case 'bind':
        visit(one.source, names);
        visit(
          one.body,
          withNames(
            names,
            one.patterns.flatMap((p) => [...variablesOf(p)]),
          ),
        );
        return;
      case 'reduce':
      case 'foreach': {
        visitAll([one.source, one.start], names);
        const inner = withNames(names, variablesOf(one.pattern));
        visitAll([one.update, one.type === 'foreach' ? one.extract : undefined], inner);
        return;
      }
      case 'object':
        for (const { key, value } of one.entries) visitAll([key, value], names);
        return;
      case 'text':
        visitAll(filtersOf(one.parts), names);
        return;
      case 'index':
        visitAll([one.target, one.key], names);
        return;
      case 'slice':
        visitAll([one.target, one.from, one.to], names);
        return;
      case 'iterate':
        visit(one.target, names);
        return;
      case 'array':
        visitAll([one.body], names);
        return;
      case 'negate':
        visit(one.operand, names);
        return;
      case 'if':
        visitAll([one.test, one.yes, one.no], names);
        return;
      case 'try':
        visitAll([one.body, one.handler], names);
        return;
      default:
        if ('left' in one) visitAll([one.left, one.right], names);
    }
  };
  visit(program, known);
  return { errors, readsInputs };
}
