import { fail } from '../sql/errors.ts';
import type { Show } from '../sql/show-statements.ts';
import { binlogEvents } from './binlog-events.ts';
import { charsetRows, collationRows } from './collations.ts';
import type { Client, Server } from './model.ts';
import { requireGlobal } from './privileges.ts';
import { binaryLogs, replicaRows, replicaStatus, sourceStatus } from './replication-status.ts';
import { type Shown, shown } from './shown.ts';
import { engineRows } from './storage-engines.ts';

const INNODB_STATUS =
  '=====================================\nINNODB MONITOR OUTPUT\n=====================================\n';

function showBinaryLogs(server: Server): Shown {
  if (server.binlog.files.length === 0) {
    return fail(1381, 'HY000', 'You are not using binary logging');
  }
  const isOracle = server.host.kind === 'oracle';
  const names = ['Log_name!', '#File_size!', ...(isOracle ? ['Encrypted!'] : [])];
  return shown(names, binaryLogs(server));
}

/** What a SHOW shows of the server itself. */
export function showServer(server: Server, client: Client, show: Show): Shown {
  switch (show.what) {
    case 'engines':
      return shown(
        ['Engine!', 'Support!', 'Comment!', 'Transactions', 'XA', 'Savepoints'],
        engineRows(server.host.kind),
      );
    case 'plugins':
      return shown(
        ['Name!', 'Status!', 'Type!', 'Library', 'License!'],
        [['InnoDB', 'ACTIVE', 'STORAGE ENGINE', null, 'GPL']],
      );
    case 'character set':
      return shown(
        ['Charset!', 'Description!', 'Default collation!', '#Maxlen!'],
        charsetRows(),
        show,
      );
    case 'collation':
      return shown(
        ['Collation!', 'Charset!', '#Id!', 'Default!', 'Compiled!', '#Sortlen!', 'Pad_attribute!'],
        collationRows(),
        show,
      );
    case 'innodb status':
      requireGlobal(client, 'PROCESS');
      return shown(['Type!', 'Name!', 'Status!'], [['InnoDB', '', INNODB_STATUS]]);
    case 'nothing':
      return shown(
        show.columns.map((name) => `${name}!`),
        [],
        show,
      );
    case 'binary logs':
      return showBinaryLogs(server);
    case 'binlog events':
      requireGlobal(client, 'REPLICATION SLAVE');
      return shown(
        ['Log_name!', '#Pos!', 'Event_type!', '#Server_id!', '#End_log_pos!', 'Info!'],
        binlogEvents(server, show),
      );
    case 'source status': {
      requireGlobal(client, 'REPLICATION CLIENT');
      const names = ['File!', '#Position!', 'Binlog_Do_DB!', 'Binlog_Ignore_DB!'];
      if (server.host.kind === 'oracle') names.push('Executed_Gtid_Set!');
      return shown(names, sourceStatus(server));
    }
    case 'replicas':
      return shown(
        ['#Server_Id!', 'Host!', '#Port!', '#Source_Id!', 'Replica_UUID!'],
        replicaRows(server),
      );
    case 'replica status': {
      requireGlobal(client, 'REPLICATION CLIENT');
      const { names, rows } = replicaStatus(server, show.isOld);
      return shown(names, rows);
    }
    default:
      return shown([], []);
  }
}
