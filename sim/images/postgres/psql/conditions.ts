import type { Program } from '../../../kernel/index.ts';
import type { Psql } from './state.ts';

/** Whether what is read now is skipped: it stands in a branch that is not taken. */
export const isSkipping = ({ branches }: Psql): boolean => branches.some(({ isTaken }) => !isTaken);

const TRUE = /^(t|tr|tru|true|y|ye|yes|on|1)$/i;
const FALSE = /^(f|fa|fal|fals|false|n|no|of|off|0)$/i;

function* truthOf(psql: Psql, command: string, word: string): Program<boolean> {
  if (!TRUE.test(word) && !FALSE.test(word)) {
    const message = `unrecognized value "${word}" for "\\${command} expression": Boolean expected\n`;
    yield* psql.context.stderr.write(message);
  }
  return TRUE.test(word);
}

/** Runs `\if` and its like; false when the command is none of them. Models exec_command_if. */
export function* runCondition(psql: Psql, name: string, word: string): Program<boolean> {
  const { branches } = psql;
  const top = branches.at(-1);
  const lost = function* (message: string): Program<boolean> {
    psql.isFailed = true;
    yield* psql.context.stderr.write(`${message}\n`);
    return true;
  };
  switch (name) {
    case 'if': {
      const isSkipped = isSkipping(psql);
      const isTaken = !isSkipped && (yield* truthOf(psql, name, word));
      // Within what is skipped no branch is ever taken.
      branches.push({ isTaken, wasTaken: isTaken || isSkipped });
      return true;
    }
    case 'elif': {
      if (top === undefined) return yield* lost('\\elif: no matching \\if');
      top.isTaken = !top.wasTaken && (yield* truthOf(psql, name, word));
      top.wasTaken ||= top.isTaken;
      return true;
    }
    case 'else':
      if (top === undefined) return yield* lost('\\else: no matching \\if');
      top.isTaken = !top.wasTaken;
      top.wasTaken = true;
      return true;
    case 'endif':
      if (branches.pop() === undefined) return yield* lost('\\endif: no matching \\if');
      return true;
    default:
      return false;
  }
}
