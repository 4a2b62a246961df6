/** The colours of the parts of what grep shows, as SGR codes. */
export interface GrepColors {
  readonly match: string;
  readonly name: string;
  readonly line: string;
  readonly byte: string;
  readonly separator: string;
}

const USUAL: GrepColors = {
  match: '01;31',
  name: '35',
  line: '32',
  byte: '32',
  separator: '36',
};

const FIELDS: Readonly<Record<string, keyof GrepColors>> = {
  mt: 'match',
  ms: 'match',
  fn: 'name',
  ln: 'line',
  bn: 'byte',
  se: 'separator',
};

/** The colours that `GREP_COLORS` (`mt=01;32:fn=35`) asks for, after an old `GREP_COLOR`. */
export function grepColors(env: ReadonlyMap<string, string>): GrepColors {
  const colors = { ...USUAL };
  const old = env.get('GREP_COLOR') ?? '';
  if (old !== '') colors.match = old;
  for (const one of (env.get('GREP_COLORS') ?? '').split(':')) {
    const [key = '', code] = one.split('=');
    const field = FIELDS[key];
    if (field !== undefined && code !== undefined && /^[\d;]*$/.test(code)) colors[field] = code;
  }
  return colors;
}
