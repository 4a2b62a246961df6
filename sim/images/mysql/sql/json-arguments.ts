import {
  type Bound,
  type Env,
  type FunctionSpec,
  SqlFailure,
  text,
  type Value,
} from '../../../sql/index.ts';
import { mysqlError } from './errors.ts';
import { isTooDeep, jsonFault } from './json-syntax.ts';

const fail = (code: number, message: string): never => {
  throw new SqlFailure(mysqlError(code, '22032', message));
};

/** Fails for a text that is no document, with the server's reason and the byte. */
export function verifyJson(given: string, told: (fault: string) => SqlFailure): void {
  if (isTooDeep(given)) fail(3157, 'The JSON document exceeds the maximum depth.');
  const fault = jsonFault(given);
  if (fault !== undefined) throw told(`"${fault.reason}" at position ${fault.position}`);
}

/** The failure of an argument. */
const badArgument =
  (name: string, place: number) =>
  (fault: string): SqlFailure => {
    const message = `Invalid JSON text in argument ${place} to function ${name}: ${fault}.`;
    return new SqlFailure(mysqlError(3141, '22032', message));
  };

/** `cast(x as json)` calls what it was given the argument of a function. */
export const verifyCast = (given: string): void =>
  verifyJson(given, badArgument('cast_as_json', 1));

function verified(value: Value, arg: Bound, env: Env, name: string, place: number): Value {
  if (value === null || arg.type.family === 'json') return value;
  if (typeof value !== 'string') {
    return fail(
      3146,
      `Invalid data type for JSON data in argument ${place} to function ${name}; ` +
        'a JSON string or JSON type is required.',
    );
  }
  verifyJson(text(env, value), badArgument(name, place));
  return value;
}

/** A function that fails for arguments that are no documents; `isDocument` tells which are. */
export const ofDocuments = (
  name: string,
  spec: FunctionSpec,
  isDocument: (at: number) => boolean,
): FunctionSpec => ({
  ...spec,
  bind(args, env) {
    const checked = args.map((arg, at): Bound => {
      if (!isDocument(at)) return arg;
      return { ...arg, eval: (frame) => verified(arg.eval(frame), arg, env, name, at + 1) };
    });
    return spec.bind(checked, env);
  },
});
