/**
 * Every bound of the simulator, each with its reason. A bound that is reached stops with an error
 * that names it; nothing loops or grows without one.
 */
export const LIMITS = {
  /** Pending timers. A 10,000-pod cluster holds about eight a pod. */
  timers: 200_000,
  /** Resumptions of processes and reconciles at one virtual instant; more means a livelock. */
  stepsPerInstant: 200_000,
  /** Actions that one reconcile may lead to; a namespace of 10,000 pods deletes them in one. */
  actionsPerReconcile: 100_000,
  /** Due tasks that one `advance` may run, so that a call always returns. */
  tasksPerAdvance: 5_000_000,
  /**
   * Due tasks while one script runs unattended. One that computes without end is killed after half
   * a minute of wall time; the solution of a lesson takes less than 1,000.
   */
  tasksPerScript: 30_000,
  /**
   * Characters of printed objects that are kept to be printed again: two lists of 1,000 pods. What
   * changes is printed anew, so that a cluster that is watched for long would fill the memory.
   */
  keptTextCharacters: 16_000_000,
  /** Characters that a pipe holds before its writer waits: the Linux pipe capacity. */
  pipeCharacters: 65_536,
  /** Processes alive at once, so that a fork bomb ends with the real message. */
  processes: 512,
  /**
   * Shell steps in one slice; then one virtual millisecond passes. An endless loop must cost less
   * wall time than the virtual time that it fills, so that the page stays responsive.
   */
  shellStepsPerSlice: 100,
  /** Steps that a new process counts for: it takes a real machine, and a page, so much more. */
  stepsOfProcess: 20,
  /** Steps of loops and calls in awk and jq in one slice; then one virtual millisecond passes. */
  toolStepsPerSlice: 1_000,
  /** Nested calls of functions in awk: each takes several frames of the JavaScript stack. */
  awkDepth: 400,
  /** Nested calls of functions in jq, likewise. */
  jqDepth: 600,
  /** Steps of one jq program until its next output. */
  jqSteps: 1_000_000,
  /** Items of an array that an assignment by index makes in jq. */
  jqItems: 1_000_000,
  /** Regular expressions that a tool keeps compiled. */
  keptPatterns: 500,
  /** Nodes that one Go template may run, so that loops inside loops end. */
  templateSteps: 1_000_000,
  /** Nested calls of templates by templates. */
  templateDepth: 200,
  /** Nested function calls, texts and subshells of one shell: real scripts stay far below. */
  shellDepth: 1000,
  /**
   * Characters that a program holds in one text or list; one that wants more is killed. Some tools
   * take eight bytes for each, and a page has about two gigabytes.
   */
  programCharacters: 16 * 1024 * 1024,
  /** Characters in one file; larger writes answer ENOSPC. */
  fileCharacters: 64 * 1024 * 1024,
  /** Objects and arrays within each other in a body: that of Go's decoder. */
  jsonDepth: 10_000,
  /** Bytes of one API request body: the API server's own limit (3 MiB). */
  requestBytes: 3 * 1024 * 1024,
  /** How often the API server compacts etcd; older versions cannot be listed any more. */
  compactionMs: 300_000,
  /** Changes of one kind that a watch may go back at least: the smallest watch cache. */
  watchCacheChanges: 100,
  /** Characters of one object in etcd: the real limit of 1.5 MiB. */
  objectBytes: 1_572_864,
  /** Characters of terminal output kept for replaying a screen. */
  scrollbackCharacters: 2_000_000,
  /** Lines of log kept for one container. */
  logLines: 10_000,
  /** Operations of one JSON patch: the API server's own limit. */
  jsonPatchOperations: 10_000,
  /** YAML nodes of one document after its aliases are followed, so that aliases of aliases end. */
  manifestNodes: 400_000,
  /** Addresses whose CoreDNS is remembered, with its cache. */
  nameServers: 100,
  /** Answers that one CoreDNS keeps: the default capacity of its cache. */
  dnsCacheEntries: 9_984,
  /** Aliases that lead to aliases in one DNS answer, as in CoreDNS. */
  dnsAliases: 7,
  /** Requests between pods that are remembered for checks. */
  networkRequests: 10_000,
  /** Characters that wait for a client that does not read; then its server drops it. */
  unreadCharacters: 32 * 1024 * 1024,
  /** URLs that one pattern of curl stands for: more would only fill a screen. */
  globbedUrls: 10_000,
  /** Clients whose backend a Service with session affinity remembers. */
  affinityEntries: 10_000,
  /** Queries within queries of one SQL statement. */
  sqlDepth: 60,
  /** Rows of one recursive WITH, whatever cte_max_recursion_depth says. */
  sqlRecursion: 100_000,
  /** Rows of one generate_series: more are work that a page would feel. */
  sqlSeries: 100_000,
  /** Turns of one \\watch of psql: a day at the usual two seconds. */
  psqlWatches: 43_200,
  /** How long a replica listens before it looks whether it is to stop. */
  replicaPollMs: 60_000,
  /** How often a client connects again for one statement, as the real one does. */
  mysqlReconnects: 3,
  /** Lines of a shell's history, whatever HISTSIZE says: each prompt hands them to the page. */
  historyLines: 10_000,
  /** Statements that a database's client remembers, as psql's HISTSIZE: each prompt has them. */
  pastStatements: 500,
  /** Scripts of the MySQL client within scripts. */
  mysqlSources: 10,
  /** Zeros of a large file that a reader gets to see. */
  shownZeros: 1_048_576,
  /** Events of a binary log that are kept for replicas. */
  binlogEvents: 20_000,
} as const;
