const CATEGORIES = [
  ...['Account Management', 'Administration', 'Components', 'Compound Statements', 'Contents'],
  ...['Data Definition', 'Data Manipulation', 'Data Types', 'Functions', 'Geographic Features'],
  ...['Help Metadata', 'Language Structure', 'Loadable Functions', 'Plugins'],
  ...['Prepared Statements', 'Replication Statements', 'Storage Engines', 'Table Maintenance'],
  ...['Transactions', 'Utility'],
];

/**
 * `help …` with an argument asks the server's help tables. They have their contents here and no
 * topics, as on a server that was set up without them.
 */
export function serverHelp(topic: string): string {
  if (topic.toLowerCase() !== 'contents') {
    const hint = "Please try to run 'help contents' for a list of all accessible topics";
    return `\nNothing found\n${hint}\n\n`;
  }
  const intro =
    'You asked for help about help category: "Contents"\n' +
    "For more information, type 'help <item>', where <item> is one of the following\ncategories:\n";
  return `${intro}${CATEGORIES.map((name) => `   ${name}\n`).join('')}\n`;
}
