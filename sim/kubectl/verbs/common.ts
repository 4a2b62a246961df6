import { apiVersionOf, type JsonObject, sortKeys } from '../../api/index.ts';
import { atOnce, type Program } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { boolFlag, type Flag, optionFlag, parseBool, textFlag } from '../flags.ts';
import { withTrialFields } from '../output/managed-fields.ts';
import { OUTPUT_FLAGS, type Printer, printerFor } from '../output/printer.ts';
import { typed } from '../output/typed.ts';
import { type Info, slashName } from '../resources.ts';
import type { Session, WriteOptions } from '../session.ts';

export const DRY_RUN_FLAG: Flag = optionFlag(
  'dry-run',
  'none, client (only print what would be sent) or server (send, but store nothing)',
  'none',
  'unchanged',
);
export const VALIDATE_FLAG: Flag = optionFlag(
  'validate',
  'What to do about unknown fields: strict, warn or ignore',
  'strict',
  'strict',
);

export const fieldManagerFlag = (value: string): Flag =>
  textFlag('field-manager', 'Who is recorded as owner of the fields', '', value);

/** What writing verbs share: printing, dry run, the owner of the fields. */
export const writeFlags = (fieldManager: string): readonly Flag[] => [
  ...OUTPUT_FLAGS,
  DRY_RUN_FLAG,
  fieldManagerFlag(fieldManager),
];

export const SAVE_CONFIG_FLAG: Flag = boolFlag(
  'save-config',
  'Keep the configuration for a later apply',
);

export type DryRun = 'none' | 'client' | 'server';

/** The value of `--dry-run`. */
export function dryRunOf({ flags }: Session): Outcome<DryRun> {
  const text = flags.text('dry-run');
  if (text === 'none' || text === 'client' || text === 'server') return done(text);
  if (text === 'false') return done('none');
  if (text === 'true' || text === 'unchanged') return done('client');
  const hint = 'Must be "none", "server", or "client"';
  return failed(message(`Invalid dry-run value (${text}). ${hint}.`));
}

/** Why nothing is tried by the server where it is not asked. */
export function localTrialFailure({ flags }: Session): Failure | undefined {
  if (!flags.bool('local') || flags.text('dry-run') !== 'server') return undefined;
  return message('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
}

const VALIDATION: Readonly<Record<string, WriteOptions['fieldValidation']>> = {
  strict: 'Strict',
  warn: 'Warn',
  ignore: 'Ignore',
};

/** The value of `--validate`. */
export function validationOf({ flags }: Session): Outcome<WriteOptions['fieldValidation']> {
  if (!flags.isDefined('validate')) return done('Warn');
  const text = flags.text('validate');
  const truth = parseBool(text);
  const value = truth === undefined ? VALIDATION[text] : truth ? 'Strict' : 'Ignore';
  if (value !== undefined) return done(value);
  const hint = 'must be one of: strict (or true), warn, ignore (or false)';
  return failed(message(`invalid - validate option "${text}"; ${hint}`));
}

/** Options of a write in the name of `fieldManager`. */
export const writeOptions = (
  session: Session,
  dryRun: DryRun,
  fieldValidation: WriteOptions['fieldValidation'],
): WriteOptions => ({
  fieldManager: session.flags.text('field-manager'),
  isDryRun: dryRun === 'server',
  fieldValidation,
});

/** Looks up whether the server checks the fields of an object, unless they are not checked. */
export function checkSchema(
  { log }: Session,
  { fieldValidation }: Pick<WriteOptions, 'fieldValidation'>,
  { kind }: Pick<Info, 'kind'>,
): void {
  if (fieldValidation !== 'Ignore') log.checkSchema(apiVersionOf(kind));
}

export const dryRunNote = (dryRun: DryRun): string =>
  dryRun === 'none' ? '' : dryRun === 'client' ? ' (dry run)' : ' (server dry run)';

/** Prints what a verb did to an object: `pod/x created`, or the object as `-o` says. */
export type Report = (
  info: Pick<Info, 'kind' | 'name'>,
  object: JsonObject,
  did: string,
) => Program<Failure | undefined>;

/**
 * The report for a verb, from its `-o` and dry run. Verbs that know the kinds that they work on
 * print `typed` JSON: in the order of the fields of the kind.
 */
export function reportFor(
  session: Session,
  dryRun: DryRun,
  form: 'typed' | 'untyped' = 'untyped',
): Outcome<Report> {
  const printer = printerFor(session, false, form === 'untyped');
  if (!printer.ok) return printer;
  const print = printer.value;
  if (print === undefined) {
    const note = dryRunNote(dryRun);
    return done(({ kind, name }, _, did) =>
      session.out(`${slashName(kind, name || '<unknown>')} ${did}${note}\n`),
    );
  }
  return done((_, answer) => {
    const object = withTrialFields(session.client, answer);
    return printOne(session, print, form === 'typed' ? typed(object) : object);
  });
}

function* printOne(
  session: Session,
  printer: Printer,
  object: JsonObject,
): Program<Failure | undefined> {
  const text = printer.print(object);
  if (!text.ok) return text.failure;
  yield* session.out(text.value);
  return undefined;
}

/** As `reportFor`, with a printer for each object: nothing stands between two of them. */
export function reportEachFor(
  session: Session,
  dryRun: DryRun,
  form: 'typed' | 'untyped' = 'untyped',
): Outcome<Report> {
  const first = reportFor(session, dryRun, form);
  if (!first.ok || session.flags.text('output') === '') return first;
  return done((info, object, did) => {
    const own = reportFor(session, dryRun, form);
    return own.ok ? own.value(info, object, did) : atOnce(() => own.failure);
  });
}

/** The annotation that `apply` keeps its last input in. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object as `get` and its like print it: keys in order. */
export const sorted = (object: JsonObject): JsonObject => sortKeys(object);
