import type { TestExpression } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { evaluate } from '../arithmetic.ts';
import { NUMERIC, testFilesAndTexts, testUnary } from '../conditions.ts';
import { expandPattern, expandRegExp, expandToText } from '../expand/word.ts';
import { matchesPattern } from '../pattern.ts';
import { translateRegExp } from '../regexp.ts';
import { ExpansionFailure, type Shell } from '../types.ts';
import { indexed, setValue } from '../variables.ts';
import { report } from './report.ts';
import { trace } from './trace.ts';

const statusOf = (isTrue: boolean): number => (isTrue ? 0 : 1);

function matchRegExp(shell: Shell, text: string, source: string): number {
  const translated = translateRegExp(source, 'posix');
  // bash says nothing about a broken expression, it answers 2.
  if (!translated.ok) return 2;
  const flags = shell.shellOptions.has('nocasematch') ? 'iu' : 'u';
  const match = new RegExp(translated.source, flags).exec(text);
  setValue(
    shell,
    'BASH_REMATCH',
    indexed(match === null ? [] : [...match].map((part) => part ?? '')),
  );
  return statusOf(match !== null);
}

const number = (shell: Shell, text: string): bigint =>
  text.trim() === '' ? 0n : evaluate(shell, text, '[[: ');

/** A text as `set -x` shows it between brackets: as it is. */
const shown = (text: string): string => (text === '' ? "''" : text);

type Comparison = NonNullable<(typeof NUMERIC)[string]>;

/** Compares what two texts amount to; one that cannot be told makes the comparison false. */
function* compareNumbers(
  shell: Shell,
  left: string,
  compare: Comparison,
  right: string,
): Program<boolean> {
  try {
    return compare(number(shell, left), number(shell, right));
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure) || failure.effect !== 'discard') throw failure;
    yield* report(shell, failure.message);
    return false;
  }
}

/** The status of an expression in `[[ … ]]`; `mark` is what `set -x` shows in front of it. */
export function* evaluateCondition(shell: Shell, node: TestExpression, mark = ''): Program {
  switch (node.type) {
    case 'TestGroup':
      return yield* evaluateCondition(shell, node.expression);
    case 'TestNot': {
      const isNegated = node.negations.length % 2 === 1;
      const status = yield* evaluateCondition(shell, node.operand, isNegated ? '! ' : '');
      return isNegated ? statusOf(status !== 0) : status;
    }
    case 'TestLogical': {
      let status = 0;
      for (const operand of node.operands) {
        status = yield* evaluateCondition(shell, operand);
        if ((status === 0) === (node.operator === '||')) break;
      }
      return status;
    }
    case 'TestUnary': {
      const operand = yield* expandToText(shell, node.operand);
      yield* trace(shell, `[[ ${mark}${node.operator} ${operand === '' ? "''" : operand} ]]`);
      return statusOf(testUnary(shell, node.operator, operand));
    }
    case 'TestBinary': {
      const { operator } = node;
      const left = yield* expandToText(shell, node.left);
      if (operator === '=~') {
        const source = yield* expandRegExp(shell, node.right);
        yield* trace(shell, `[[ ${mark}${shown(left)} =~ ${shown(source)} ]]`);
        return matchRegExp(shell, left, source);
      }
      if (operator === '==' || operator === '=' || operator === '!=') {
        const pattern = yield* expandPattern(shell, node.right);
        yield* trace(shell, `[[ ${mark}${shown(left)} ${operator} ${shown(pattern)} ]]`);
        const ignoreCase = shell.shellOptions.has('nocasematch');
        const isMatch = matchesPattern(pattern, left, ignoreCase, true);
        return statusOf(isMatch === (operator !== '!='));
      }
      const right = yield* expandToText(shell, node.right);
      yield* trace(shell, `[[ ${mark}${shown(left)} ${operator} ${shown(right)} ]]`);
      const compare = NUMERIC[operator];
      if (compare !== undefined) {
        return statusOf(yield* compareNumbers(shell, left, compare, right));
      }
      return statusOf(testFilesAndTexts(shell, left, operator, right) ?? false);
    }
  }
}
