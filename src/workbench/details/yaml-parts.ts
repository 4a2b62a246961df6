/** A piece of a line of YAML, and the class of its look. */
export interface YamlPart {
  readonly text: string;
  readonly look: '' | 'code-key' | 'code-string' | 'code-number' | 'code-comment';
}

const lookOf = (value: string): YamlPart['look'] => {
  if (/^\s*#/.test(value)) return 'code-comment';
  if (/^\s*(-?\d[\d.eE+-]*|true|false|null|\[\]|\{\})\s*$/.test(value)) return 'code-number';
  return 'code-string';
};

/** The parts of one line, for its colours; what they say together is the line. */
export function partsOfYaml(line: string): YamlPart[] {
  const [, lead = '', key = '', rest = ''] =
    /^(\s*(?:- )*)("[^"]*"|[^\s:#"'][^:#]*)?(:(?:\s.*)?)$/.exec(line) ?? [];
  if (key === '') {
    const [, dash = '', value = ''] = /^(\s*(?:- )*)(.*)$/.exec(line) ?? [];
    return [
      { text: dash, look: '' },
      { text: value, look: lookOf(value) },
    ];
  }
  return [
    { text: lead, look: '' },
    { text: key, look: 'code-key' },
    { text: ':', look: '' },
    { text: rest.slice(1), look: lookOf(rest.slice(1)) },
  ];
}
