import type { SqlType, View } from '../../../sql/index.ts';
import type { Described, DescribeWhat, PgReply, PgReport } from '../wire.ts';
import { FIXED_LISTS, listDatabases, listRoles, listSchemas } from './describe-lists.ts';
import { describeRelation } from './describe-table.ts';
import { matcher, notFound } from './patterns.ts';
import { listPrivileges, listRelations } from './relations.ts';
import type { PgDatabase, PgServer } from './server.ts';
import { viewLines } from './view-text.ts';

/** What psql asks of the catalog. */
export interface Question {
  readonly what: DescribeWhat;
  readonly pattern: string;
  readonly isVerbose: boolean;
}

function viewSource({ catalog }: PgDatabase, pattern: string): PgReply {
  const isMatch = matcher(pattern);
  for (const schema of catalog.schemas.values()) {
    for (const view of schema.views.values()) {
      if (!isMatch(schema.name, view.name)) continue;
      const head = `CREATE OR REPLACE VIEW ${schema.name}.${view.name} AS`;
      const lines = [head, ...viewLines(view.query, view.text)];
      return { type: 'copyOut', text: `${lines.join('\n').replace(/;$/, '')}\n`, tag: '' };
    }
  }
  const missing = notFound(`relation "${pattern}" does not exist`);
  return { type: 'report', report: { ...missing, state: '42P01' } };
}

const replyOf = (answer: Described | PgReport): PgReply =>
  'title' in answer ? { type: 'described', relation: answer } : { type: 'report', report: answer };

/** Answers what the backslash commands of psql ask; a report when there is nothing. */
export function describe(
  server: PgServer,
  database: PgDatabase,
  { what, pattern, isVerbose }: Question,
  typesOf: (view: View) => readonly SqlType[],
): PgReply {
  switch (what) {
    case 'databases':
      return replyOf(listDatabases(server, pattern));
    case 'roles':
      return replyOf(listRoles(server, pattern));
    case 'schemas':
      return replyOf(listSchemas(database, pattern, isVerbose));
    case 'privileges':
      return replyOf(listPrivileges(database, pattern));
    case 'relation':
      return replyOf(describeRelation(database, pattern, isVerbose, typesOf));
    case 'view source':
      return viewSource(database, pattern);
    default: {
      const fixed = FIXED_LISTS[what];
      if (fixed !== undefined) return replyOf(fixed());
      const kinds = what.split(':')[1] ?? '';
      return replyOf(listRelations(database, kinds, pattern, isVerbose));
    }
  }
}
