import { encodeUtf8 } from '../../kernel/index.ts';

/** What the server answers, as RESP2 has it. */
export type Reply =
  | { readonly type: 'status'; readonly text: string }
  | { readonly type: 'error'; readonly text: string }
  | { readonly type: 'integer'; readonly value: bigint | number }
  /** Undefined: nil. */
  | { readonly type: 'bulk'; readonly text: string | undefined }
  | { readonly type: 'array'; readonly items: readonly Reply[] | undefined }
  /** Nothing is answered now: the client waits, or was answered before. */
  | { readonly type: 'none' };

export const status = (text: string): Reply => ({ type: 'status', text });
export const failed = (text: string): Reply => ({ type: 'error', text });
export const integer = (value: bigint | number): Reply => ({ type: 'integer', value });
export const bulk = (text: string | undefined): Reply => ({ type: 'bulk', text });
export const array = (items: readonly Reply[]): Reply => ({ type: 'array', items });
export const bulks = (texts: readonly (string | undefined)[]): Reply => array(texts.map(bulk));
export const NIL = bulk(undefined);
export const NIL_ARRAY: Reply = { type: 'array', items: undefined };
export const OK = status('OK');
export const NONE: Reply = { type: 'none' };

export const WRONG_TYPE = failed(
  'WRONGTYPE Operation against a key holding the wrong kind of value',
);
export const NOT_INTEGER = failed('ERR value is not an integer or out of range');
export const NOT_FLOAT = failed('ERR value is not a valid float');
export const SYNTAX = failed('ERR syntax error');

export const byteLength = (text: string): number => {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) return encodeUtf8(text).length;
  }
  return text.length;
};

/** The reply as it goes over the wire. */
export function encodeReply(reply: Reply): string {
  switch (reply.type) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${reply.text}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'bulk':
      return reply.text === undefined
        ? '$-1\r\n'
        : `$${byteLength(reply.text)}\r\n${reply.text}\r\n`;
    case 'array':
      if (reply.items === undefined) return '*-1\r\n';
      return `*${reply.items.length}\r\n${reply.items.map(encodeReply).join('')}`;
    case 'none':
      return '';
  }
}
