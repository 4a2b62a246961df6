// Models apimachinery/pkg/util/validation: each function returns why a value is refused, or
// nothing.

const regexError = (message: string, pattern: string, ...examples: string[]): string => {
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  const prefix = examples.length === 0 ? '' : `e.g. ${shown}`;
  return `${message} (${prefix}regex used for validation is '${pattern}')`;
};

const maxLengthError = (length: number): string => `must be no more than ${length} bytes`;

/** A check of the length in bytes and of a pattern that must match the whole value. */
const nameErrors = (
  value: string,
  maxLength: number | undefined,
  pattern: RegExp,
  message: string,
): string[] => {
  const errors: string[] = [];
  if (maxLength !== undefined && isLonger(value, maxLength)) errors.push(maxLengthError(maxLength));
  if (!pattern.test(value)) errors.push(message);
  return errors;
};

/** How many bytes a text takes in UTF-8. */
export function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** Whether a text takes more than `maxLength` bytes; a UTF-16 unit takes three at the most. */
const isLonger = (text: string, maxLength: number): boolean =>
  text.length * 3 > maxLength && byteLength(text) > maxLength;

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const WILDCARD = `\\*\\.${SUBDOMAIN}`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;
const RELAXED_ENV_VAR = '[ -<>-~]+';
const CONFIG_KEY = '[-._a-zA-Z0-9]+';

const PATTERNS = {
  label: whole(LABEL),
  subdomain: whole(SUBDOMAIN),
  qualified: whole(QUALIFIED),
  labelValue: whole(LABEL_VALUE),
  relaxedEnvVar: whole(RELAXED_ENV_VAR),
  configKey: whole(CONFIG_KEY),
};

const LABEL_MESSAGE = regexError(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', " +
    'and must start and end with an alphanumeric character',
  LABEL,
  'my-name',
  '123-abc',
);
const SUBDOMAIN_MESSAGE = regexError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' " +
    "or '.', and must start and end with an alphanumeric character",
  SUBDOMAIN,
  'example.com',
);
const WILDCARD_MESSAGE = regexError(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which " +
    "must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric " +
    'character',
  WILDCARD,
  '*.example.com',
);
const QUALIFIED_MESSAGE = regexError(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
    'alphanumeric character',
  QUALIFIED,
  'MyName',
  'my.name',
  '123-abc',
);
const LABEL_VALUE_MESSAGE = regexError(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or " +
    "'.', and must start and end with an alphanumeric character",
  LABEL_VALUE,
  'MyValue',
  'my_value',
  '12345',
);
const CONFIG_KEY_MESSAGE = regexError(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  CONFIG_KEY,
  'key.name',
  'KEY_NAME',
  'key-name',
);
const PERCENT_MESSAGE = regexError(
  "a valid percent string must be a numeric string followed by an ending '%'",
  '[0-9]+%',
  '1%',
  '93%',
);
const RELAXED_ENV_VAR_MESSAGE =
  'a valid environment variable name must consist only of printable ASCII characters other ' +
  "than '='";

const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;

/** RFC 1123 label: names of Namespaces, containers, StatefulSets. */
export const dns1123LabelErrors = (value: string): string[] =>
  nameErrors(value, MAX_LABEL, PATTERNS.label, LABEL_MESSAGE);

/** RFC 1123 subdomain: names of most objects. */
export const dns1123SubdomainErrors = (value: string): string[] =>
  nameErrors(value, MAX_SUBDOMAIN, PATTERNS.subdomain, SUBDOMAIN_MESSAGE);

/** RFC 1123 subdomain behind `*.`: the host of an Ingress that takes all below a domain. */
export const wildcardSubdomainErrors = (value: string): string[] =>
  nameErrors(value, MAX_SUBDOMAIN, whole(WILDCARD), WILDCARD_MESSAGE);

/** Names that may be the start of a generated name: a dash at the end is allowed. */
export const maskTrailingDash = (name: string): string =>
  name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;

/** Label and annotation keys, finalizers, resource names: `name` or `prefix/name`. */
export function qualifiedNameErrors(value: string): string[] {
  const errors: string[] = [];
  const parts = value.split('/');
  let name = value;
  if (parts.length === 2) {
    const prefix = parts[0] as string;
    name = parts[1] as string;
    if (prefix === '') errors.push('prefix part must be non-empty');
    else errors.push(...dns1123SubdomainErrors(prefix).map((error) => `prefix part ${error}`));
  } else if (parts.length > 2) {
    const hint = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
    return [`a valid label key ${QUALIFIED_MESSAGE} ${hint}`];
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (name.length > MAX_LABEL) errors.push(`name part ${maxLengthError(MAX_LABEL)}`);
  if (!PATTERNS.qualified.test(name)) errors.push(`name part ${QUALIFIED_MESSAGE}`);
  return errors;
}

/** The value of a label; it may be empty. */
export const labelValueErrors = (value: string): string[] =>
  nameErrors(value, MAX_LABEL, PATTERNS.labelValue, LABEL_VALUE_MESSAGE);

/** The name of an environment variable: any printable ASCII but `=`. */
export const relaxedEnvVarNameErrors = (value: string): string[] =>
  value === ''
    ? ['environment variable name must be non-empty']
    : nameErrors(value, undefined, PATTERNS.relaxedEnvVar, RELAXED_ENV_VAR_MESSAGE);

/** A key of a ConfigMap or Secret. */
export function configMapKeyErrors(value: string): string[] {
  const errors = nameErrors(value, MAX_SUBDOMAIN, PATTERNS.configKey, CONFIG_KEY_MESSAGE);
  if (value === '.') errors.push("must not be '.'");
  else if (value === '..') errors.push("must not be '..'");
  else if (value.startsWith('..')) errors.push("must not start with '..'");
  return errors;
}

/** The number of a port. */
export const portNumberErrors = (port: number): string[] =>
  port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];

/** The name of a container's port. */
export function portNameErrors(name: string): string[] {
  const errors: string[] = [];
  if (name.length > 15) errors.push(maxLengthError(15));
  if (!/^[-a-z0-9]+$/.test(name)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(name)) errors.push('must contain at least one letter (a-z)');
  if (name.includes('--')) errors.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) {
    errors.push('must not begin or end with a hyphen');
  }
  return errors;
}

/** `50%`. */
export const isPercent = (value: string): boolean => /^[0-9]+%$/.test(value);

/** A percentage in a field that takes a number or a percentage. */
export const percentErrors = (value: string): string[] =>
  isPercent(value) ? [] : [PERCENT_MESSAGE];

export const NOT_NEGATIVE = 'must be greater than or equal to 0';
export const IMMUTABLE = 'field is immutable';
