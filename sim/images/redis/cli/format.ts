import { encodeUtf8 } from '../../../kernel/index.ts';
import type { Reply } from '../reply.ts';

const SHORT: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
};

/** A string between double quotes; what is not printable ASCII is told byte by byte. */
export function quoted(text: string): string {
  let out = '"';
  for (const character of text) {
    const short = SHORT[character];
    if (short !== undefined) out += short;
    else if (character >= ' ' && character <= '~') out += character;
    else {
      for (const byte of encodeUtf8(character)) out += `\\x${byte.toString(16).padStart(2, '0')}`;
    }
  }
  return `${out}"`;
}

/** A reply as people read it: types are told, items numbered. Models cliFormatReplyTTY. */
export function forPeople(reply: Reply, prefix: string): string {
  switch (reply.type) {
    case 'error':
      return `(error) ${reply.text}\n`;
    case 'status':
      return `${reply.text}\n`;
    case 'integer':
      return `(integer) ${reply.value}\n`;
    case 'bulk':
      return reply.text === undefined ? '(nil)\n' : `${quoted(reply.text)}\n`;
    case 'array': {
      const { items } = reply;
      if (items === undefined) return '(nil)\n';
      if (items.length === 0) return '(empty array)\n';
      const width = String(items.length).length;
      const inner = prefix + ' '.repeat(width + 2);
      return items
        .map((item, i) => {
          const number = String(i + 1).padStart(width);
          return `${i === 0 ? '' : prefix}${number}) ${forPeople(item, inner)}`;
        })
        .join('');
    }
    case 'none':
      return '';
  }
}

/** A reply as programs read it, without a line end behind it. */
export function raw(reply: Reply): string {
  switch (reply.type) {
    case 'error':
      return `${reply.text}\n`;
    case 'status':
      return reply.text;
    case 'integer':
      return String(reply.value);
    case 'bulk':
      return reply.text ?? '';
    case 'array':
      return (reply.items ?? []).map(raw).join('\n');
    case 'none':
      return '';
  }
}

const csvText = (text: string): string => quoted(text);

/** A reply as comma-separated values. */
export function csv(reply: Reply): string {
  switch (reply.type) {
    case 'error':
      return `ERROR,${csvText(reply.text)}`;
    case 'status':
      return csvText(reply.text);
    case 'integer':
      return String(reply.value);
    case 'bulk':
      return reply.text === undefined ? 'NULL' : csvText(reply.text);
    case 'array':
      return reply.items === undefined ? 'NULL' : reply.items.map(csv).join(',');
    case 'none':
      return '';
  }
}

/** A reply as JSON. */
export function json(reply: Reply): string {
  switch (reply.type) {
    case 'error':
      return `error:${JSON.stringify(reply.text)}`;
    case 'status':
      return JSON.stringify(reply.text);
    case 'integer':
      return String(reply.value);
    case 'bulk':
      return reply.text === undefined ? 'null' : JSON.stringify(reply.text);
    case 'array':
      return reply.items === undefined ? 'null' : `[${reply.items.map(json).join(',')}]`;
    case 'none':
      return '';
  }
}
