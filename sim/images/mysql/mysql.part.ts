import { fillPart } from '../../kernel/index.ts';
import { createClientProgram } from './client/programs.ts';
import { MYSQL_PROGRAMS } from './part.ts';
import { startServer } from './server.ts';

export const loaded = fillPart(MYSQL_PROGRAMS, { startServer, createClient: createClientProgram });
