import type { CommandContext, Program } from '../../../kernel/index.ts';
import type { Flavour } from '../part.ts';
import type { MysqlFailure } from '../wire.ts';
import type { MonitorOptions } from './monitor-options.ts';
import { expandTabs } from './texts.ts';

/** What a step of the monitor says about going on. */
export type Next = 'go on' | 'quit' | 'failed';

/** Where the monitor is, as far as its messages tell it. */
interface Place {
  /** Where everything that is shown goes too; '' for nowhere. */
  outfile: string;
  /** The one that `tee` without a name goes on with. */
  lastOutfile: string;
  startLine: number;
  sourceDepth: number;
  sourceFile: string;
  isForced: boolean;
}

/** What the monitor says, and where. */
export interface Screen {
  readonly place: Place;
  put(text: string): Program<void>;
  /** What the client says of itself, which a script does not want to read. */
  remark(text: string): Program<void>;
  /** A remark, at a terminal only. */
  info(text: string): Program<void>;
  /** What came of a statement. */
  result(text: string): Program<void>;
  complain(text: string, error: MysqlFailure | undefined): Program<Next>;
  complainOf(error: MysqlFailure): Program<Next>;
}

/** Models put_info of client/mysql.cc. */
export function createScreen(
  context: CommandContext,
  flavour: Flavour,
  options: MonitorOptions,
): Screen {
  const { stdout, stderr, tty, files } = context;
  const isOracle = flavour.kind === 'oracle';
  const isQuiet = options.isBatch;
  const place: Place = {
    outfile: '',
    lastOutfile: '',
    startLine: 0,
    sourceDepth: 0,
    sourceFile: '',
    isForced: options.isForced,
  };
  function* put(text: string): Program<void> {
    if (place.outfile !== '') files.append(place.outfile, text);
    yield* stdout.write(tty === undefined ? text : expandTabs(text));
  }
  function* remark(text: string): Program<void> {
    if (!isQuiet) yield* put(text);
  }
  function* info(text: string): Program<void> {
    if (!isQuiet && options.silent === 0) yield* put(`${text}\n`);
  }
  function* result(text: string): Program<void> {
    if (isQuiet ? options.verbose > 1 : options.silent === 0) yield* put(`${text}\n`);
  }
  function* complain(text: string, error: MysqlFailure | undefined): Program<Next> {
    const what = error === undefined ? 'ERROR' : `ERROR ${error.code} (${error.state})`;
    const isAtLine =
      place.startLine > 0 && options.hasLineNumbers && (isQuiet || place.sourceDepth > 0);
    const inFile = place.sourceFile === '' ? '' : ` in file: '${place.sourceFile}'`;
    const where = isAtLine ? ` at line ${place.startLine}${inFile}` : '';
    const line =
      error === undefined && !isQuiet && isOracle
        ? `ERROR${where}: \n${text}\n`
        : `${what}${where}: ${text}\n`;
    if (place.outfile !== '') files.append(place.outfile, line);
    yield* (tty === undefined ? stderr : stdout).write(line);
    return isQuiet && !place.isForced ? 'failed' : 'go on';
  }
  const complainOf = (error: MysqlFailure): Program<Next> => complain(error.message, error);

  return { place, put, remark, info, result, complain, complainOf };
}
