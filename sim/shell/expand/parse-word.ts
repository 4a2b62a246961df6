import { parse, type Word, type WordPart } from 'unbash';

/** A word whose braces are expanded is text again; this parses it. */
export function parseWord(text: string): Word {
  const command = parse(`: ${text}`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  return word?.type === 'Word' ? word : { type: 'Word', text, value: text, pos: 0, end: 0 };
}

/** The operand of an expansion, spaces and all, as the word that it is outside of quotes. */
export function parseOperand(text: string): Word {
  const [part] = parseWord(`\${_-${text}}`).parts ?? [];
  const operation = part?.type === 'ParameterExpansion' ? part.operation : undefined;
  return operation?.type === 'Default' ? operation.operand : parseWord(text);
}

/** The parts of text as a here-document has it: expansions, but no quotes. */
export function hereParts(text: string): readonly WordPart[] {
  const command = parse(`: <<\0E\n${text}\n\0E\n`).commands[0]?.command;
  const document = command?.type === 'Command' ? command.suffix[0] : undefined;
  if (document?.type !== 'HereDoc') return [];
  return document.body.parts ?? [];
}
