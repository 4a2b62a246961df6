import { fillPart } from '../../kernel/index.ts';
import { runInitScripts } from '../init-scripts.ts';
import { createClientProgram } from './client/programs.ts';
import { loadServer } from './engine/conversation.ts';
import { mysqlScripts } from './init-scripts.ts';
import { MYSQL_PROGRAMS } from './part.ts';

export const loaded = fillPart(MYSQL_PROGRAMS, {
  loadServer,
  createClient: createClientProgram,
  runInitScripts: (setUp, context, commands) =>
    runInitScripts(mysqlScripts(setUp), context, commands),
});
