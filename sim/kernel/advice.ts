/**
 * A mistake that a tool knows a way out of, by code; the page has the sentence. `meant` asks
 * whether something else was meant, whatever it is.
 */
export type AdviceCode =
  | 'meant'
  | 'instead'
  // Words of a command line.
  | 'kind'
  | 'verb'
  | 'verbs'
  | 'flag'
  | 'twoDashes'
  | 'dashes'
  | 'oneWord'
  | 'interactive'
  | 'quotes'
  | 'quotePath'
  | 'quoteInside'
  | 'selector'
  | 'taint'
  | 'condition'
  | 'pair'
  | 'sortPath'
  | 'wildcard'
  // Objects.
  | 'name'
  | 'noKind'
  | 'otherKind'
  | 'pods'
  | 'podsElsewhere'
  | 'elsewhere'
  | 'namespace'
  | 'newNamespace'
  | 'others'
  | 'exists'
  | 'immutable'
  | 'owner'
  | 'revisions'
  | 'container'
  | 'containers'
  | 'servicePorts'
  | 'previous'
  | 'noProgram'
  | 'endsAtOnce'
  | 'noGenerator'
  // Files and manifests.
  | 'file'
  | 'tab'
  | 'indent'
  | 'colon'
  | 'noName'
  | 'apiVersion'
  | 'manifestKind'
  | 'field'
  | 'generateName'
  // The shell.
  | 'command'
  | 'prompt'
  | 'placeholder'
  | 'typographic'
  | 'oddSpace'
  | 'bracket'
  | 'assignment'
  | 'semicolon'
  | 'openQuote'
  | 'executable'
  | 'noSudo'
  // The network.
  | 'inCluster'
  | 'inContainer'
  | 'outside'
  | 'noForward'
  | 'podName'
  | 'serviceElsewhere'
  | 'serviceName';

/** What a tool suggests after a mistake. Nothing that is graded ever holds it. */
export interface Advice {
  readonly code: AdviceCode;
  readonly values: Readonly<Record<string, string>>;
}

export const advice = (
  code: AdviceCode,
  values: Readonly<Record<string, string>> = {},
): Advice => ({ code, values });
