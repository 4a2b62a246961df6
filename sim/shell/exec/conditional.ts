import type { TestExpression } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { evaluate } from '../arithmetic.ts';
import { NUMERIC, testFilesAndTexts, testUnary } from '../conditions.ts';
import { expandPattern, expandRegExp, expandToText } from '../expand/word.ts';
import { matchesPattern } from '../pattern.ts';
import { translateRegExp } from '../regexp.ts';
import { ExpansionFailure, type Shell } from '../types.ts';
import { indexed, setValue } from '../variables.ts';
import { trace } from './trace.ts';

function matchRegExp(shell: Shell, text: string, source: string): boolean {
  const translated = translateRegExp(source, 'posix');
  // bash says nothing about a broken expression, it answers 2.
  if (!translated.ok) throw new ExpansionFailure('', 'discard');
  const flags = shell.shellOptions.has('nocasematch') ? 'iu' : 'u';
  const match = new RegExp(translated.source, flags).exec(text);
  setValue(
    shell,
    'BASH_REMATCH',
    indexed(match === null ? [] : [...match].map((part) => part ?? '')),
  );
  return match !== null;
}

const number = (shell: Shell, text: string): bigint =>
  text.trim() === '' ? 0n : evaluate(shell, text, '[[: ');

/** A text as `set -x` shows it between brackets: as it is. */
const shown = (text: string): string => (text === '' ? "''" : text);

/** The value of an expression in `[[ … ]]`. */
export function* evaluateCondition(shell: Shell, node: TestExpression): Program<boolean> {
  switch (node.type) {
    case 'TestGroup':
      return yield* evaluateCondition(shell, node.expression);
    case 'TestNot': {
      const value = yield* evaluateCondition(shell, node.operand);
      return node.negations.length % 2 === 1 ? !value : value;
    }
    case 'TestLogical': {
      for (const operand of node.operands) {
        const value = yield* evaluateCondition(shell, operand);
        if (value === (node.operator === '||')) return value;
      }
      return node.operator === '&&';
    }
    case 'TestUnary': {
      const operand = yield* expandToText(shell, node.operand);
      yield* trace(shell, `[[ ${node.operator} ${operand === '' ? "''" : operand} ]]`);
      return testUnary(shell, node.operator, operand);
    }
    case 'TestBinary': {
      const { operator } = node;
      const left = yield* expandToText(shell, node.left);
      if (operator === '=~') {
        const source = yield* expandRegExp(shell, node.right);
        yield* trace(shell, `[[ ${shown(left)} =~ ${shown(source)} ]]`);
        return matchRegExp(shell, left, source);
      }
      if (operator === '==' || operator === '=' || operator === '!=') {
        const pattern = yield* expandPattern(shell, node.right);
        yield* trace(shell, `[[ ${shown(left)} ${operator} ${shown(pattern)} ]]`);
        const ignoreCase = shell.shellOptions.has('nocasematch');
        return matchesPattern(pattern, left, ignoreCase, true) === (operator !== '!=');
      }
      const right = yield* expandToText(shell, node.right);
      yield* trace(shell, `[[ ${shown(left)} ${operator} ${shown(right)} ]]`);
      const compare = NUMERIC[operator];
      if (compare !== undefined) {
        return compare(number(shell, left), number(shell, right));
      }
      return testFilesAndTexts(shell, left, operator, right) ?? false;
    }
  }
}
