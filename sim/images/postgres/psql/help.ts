/** The commands of psql that are there. */
export const META_HELP = `General
  \\copyright             show PostgreSQL usage and distribution terms
  \\g [(OPTIONS)] [FILE]  execute query (and send result to file or |pipe);
                         \\g with no arguments is equivalent to a semicolon
  \\gx [(OPTIONS)] [FILE] as \\g, but forces expanded output mode
  \\q                     quit psql

Help
  \\? [commands]          show help on backslash commands
  \\h [NAME]              help on syntax of SQL commands, * for all commands

Query Buffer
  \\p                     show the contents of the query buffer
  \\r                     reset (clear) the query buffer

Input/Output
  \\echo [-n] [STRING]    write string to standard output (-n for no newline)
  \\i FILE                execute commands from file

Informational
  (options: S = show system objects, + = additional detail)
  \\d[S+]                 list tables, views, and sequences
  \\d[S+]  NAME           describe table, view, sequence, or index
  \\di[S+] [PATTERN]      list indexes
  \\dn[S+] [PATTERN]      list schemas
  \\ds[S+] [PATTERN]      list sequences
  \\dt[S+] [PATTERN]      list tables
  \\du[S+] [PATTERN]      list roles
  \\dv[S+] [PATTERN]      list views
  \\dx[+]  [PATTERN]      list extensions
  \\l[+]   [PATTERN]      list databases

Formatting
  \\a                     toggle between unaligned and aligned output mode
  \\pset [NAME [VALUE]]   set table output option
  \\t [on|off]            show only rows (currently off)
  \\x [on|off|auto]       toggle expanded output (currently off)

Connection
  \\c[onnect] {[DBNAME|- USER|- HOST|- PORT|-] | conninfo}
                         connect to new database (currently "postgres")
  \\conninfo              display information about current connection
  \\encoding [ENCODING]   show or set client encoding
  \\password [USERNAME]   securely change the password for a user

Operating System
  \\timing [on|off]       toggle timing of commands (currently off)

Variables
  \\set [NAME [VALUE]]    set internal variable, or list all if no parameters
  \\unset NAME            unset (delete) internal variable
`;

/** `\\copyright`. */
export const COPYRIGHT = `PostgreSQL Database Management System
(formerly known as Postgres, then as Postgres95)

Its licence is the PostgreSQL Licence: https://www.postgresql.org/about/licence/
`;

/** What `help` says. */
export const HELP = `You are using psql, the command-line interface to PostgreSQL.
Type:  \\copyright for distribution terms
       \\h for help with SQL commands
       \\? for help with psql commands
       \\g or terminate with semicolon to execute query
       \\q to quit
`;

/** The syntax of SQL is in PostgreSQL's own documentation. */
export const SQL_HELP = (command: string): string =>
  command === ''
    ? 'Available help:\n  ALTER TABLE   CREATE DATABASE   CREATE TABLE   DELETE   INSERT   SELECT   UPDATE\n'
    : `No help available for "${command}".\nTry \\h with no arguments to see available help.\n`;
