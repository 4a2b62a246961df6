import type {
  CommandExpansionPart,
  ParsedScript,
  ProcessSubstitutionPart,
  Statement,
} from 'unbash';
import { parseText } from '../plain-text.ts';
import { printSubstitution } from '../print.ts';
import type { Shell, Unit } from '../types.ts';
import { createUnit, lineAt } from './report.ts';

type Part = CommandExpansionPart | ProcessSubstitutionPart;

interface Text {
  readonly unit: Unit;
  readonly commands: readonly Statement[];
}

/** Texts that bash keeps in other lines than they were written in. */
const MOVES = /\n|\b(?:for|if|while|until|case|select|function)\b|\(\s*\)/;

/** A substitution as bash keeps it, where that moves its lines. */
function reprinted({ unit, dialect }: Shell, part: Part, script: ParsedScript): Text | undefined {
  // Within arithmetic and here-documents it stays as it was written.
  if (!unit.source.startsWith(part.text, part.pos)) return undefined;
  const [first] = script.commands;
  const last = script.commands.at(-1);
  if (first === undefined || last === undefined || dialect.grammar.countsFromStart)
    return undefined;
  const written = unit.source.slice(first.pos, last.end);
  // The text of a here-document stands behind the line that it is printed in.
  if (!MOVES.test(written) || written.replaceAll('<<<', '').includes('<<')) return undefined;
  const source = printSubstitution(script.commands, unit.source);
  if (source === written || !source.includes('\n')) return undefined;
  const { commands, errors } = parseText(source);
  const isWrong = errors !== undefined || commands.length !== script.commands.length;
  return isWrong ? undefined : { unit: createUnit(source, unit.name, 1), commands };
}

/** What a command substitution runs, and the lines that its commands are told to stand in. */
export function substitutedText(shell: Shell, part: Part, script: ParsedScript): Text {
  const { unit, line } = shell;
  const { commands } = script;
  if (script.source !== undefined) {
    return { unit: createUnit(script.source, unit.name, line), commands };
  }
  const known = shell.reprinted.get(script);
  const printed = known === undefined ? reprinted(shell, part, script) : known.text;
  if (known === undefined) shell.reprinted.set(script, { text: printed });
  if (printed !== undefined) {
    return { unit: { ...printed.unit, firstLine: line }, commands: printed.commands };
  }
  const [start] = commands;
  if (start === undefined) return { unit, commands };
  // Its first command is on the line of the command that it stands in.
  return {
    unit: { ...unit, firstLine: unit.firstLine + line - lineAt(unit, start.pos) },
    commands,
  };
}
