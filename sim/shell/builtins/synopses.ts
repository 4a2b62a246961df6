/** How builtins are called, by their names: what bash says where one lacks its words. */
export const SYNOPSES: Readonly<Record<string, string>> = {
  read:
    '[-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t ' +
    'timeout] [-u fd] [name ...]',
  printf: '[-v var] format [arguments]',
  set: '[-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  export: '[-fn] [name[=value] ...] or export -p',
  readonly: '[-aAf] [name[=value] ...] or readonly -p',
  cd: '[-L|[-P [-e]] [-@]] [dir]',
  pwd: '[-LP]',
  caller: '[expr]',
  getopts: 'optstring name [arg ...]',
  kill: '[-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  source: 'filename [arguments]',
  '.': 'filename [arguments]',
  declare: '[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  typeset: '[-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]',
  local: '[option] name[=value] ...',
  unset: '[-f] [-v] [-n] [name ...]',
  command: '[-pVv] command [arg ...]',
  type: '[-afptP] name [name ...]',
  eval: '[arg ...]',
  history: '[-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]',
  mapfile:
    '[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  readarray:
    '[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  alias: '[-p] [name[=value] ... ]',
  unalias: '[-a] name [name ...]',
  shopt: '[-pqsu] [-o] [optname ...]',
  trap: '[-lp] [[arg] signal_spec ...]',
  umask: '[-p] [-S] [mode]',
  wait: '[-fn] [-p var] [id ...]',
  jobs: '[-lnprs] [jobspec ...] or jobs -x command [args]',
  hash: '[-lr] [-p pathname] [-dt] [name ...]',
  exec: '[-cl] [-a name] [command [argument ...]] [redirection ...]',
  let: 'arg [arg ...]',
  exit: '[n]',
  pushd: '[-n] [+N | -N | dir]',
  popd: '[-n] [+N | -N]',
  dirs: '[-clpv] [+N] [-N]',
  bg: '[job_spec ...]',
  fg: '[job_spec]',
  help: '[-dms] [pattern ...]',
  bind:
    '[-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] ' +
    '[-x keyseq:shell-command] [keyseq:readline-function or readline-command]',
  break: '[n]',
  continue: '[n]',
  return: '[n]',
  shift: '[n]',
  logout: '[n]',
  builtin: '[shell-builtin [arg ...]]',
  compgen:
    '[-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] ' +
    '[-C command] [-X filterpat] [-P prefix] [-S suffix] [word]',
  complete:
    '[-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] ' +
    '[-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]',
  compopt: '[-o|+o option] [-DEI] [name ...]',
  enable: '[-a] [-dnps] [-f filename] [name ...]',
  fc: '[-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]',
  disown: '[-h] [-ar] [jobspec ... | pid ...]',
  suspend: '[-f]',
  ulimit: '[-SHabcdefiklmnpqrstuvxPRT] [limit]',
};
