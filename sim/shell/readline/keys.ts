import { LETTER_ESCAPES } from '../escapes.ts';

/**
 * The functions of readline 8.2 in the order of `bind -l`, each with its keys in emacs mode as
 * Debian's /etc/inputrc leaves them; `\s` is a space. Those of vi come apart, which have no keys.
 */
const TABLE = String.raw`
abort \C-g \C-x\C-g \e\C-g
accept-line \C-j \C-m
alias-expand-line
arrow-key-prefix
backward-byte
backward-char \C-b \eOD \e[D
backward-delete-char \C-h \C-?
backward-kill-line \C-x\C-?
backward-kill-word \e\C-h \e\C-?
backward-word \e\e[D \e[1;3D \e[1;5D \e[5D \eb
beginning-of-history \e<
beginning-of-line \C-a \eOH \e[1~ \e[H
bracketed-paste-begin \e[200~
call-last-kbd-macro \C-xe
capitalize-word \ec
character-search \C-]
character-search-backward \e\C-]
clear-display \e\C-l
clear-screen \C-l
complete \C-i \e\e\000
complete-command \e!
complete-filename \e/
complete-hostname \e@
complete-into-braces \e{
complete-username \e~
complete-variable \e$
copy-backward-word
copy-forward-word
copy-region-as-kill
dabbrev-expand
delete-char \C-d \e[3~
delete-char-or-list
delete-horizontal-space \e\\
digit-argument \e- \e0 \e1 \e2 \e3 \e4 \e5 \e6 \e7 \e8 \e9
display-shell-version \C-x\C-v
do-lowercase-version
downcase-word \el
dump-functions
dump-macros
dump-variables
dynamic-complete-history \e\C-i
edit-and-execute-command \C-x\C-e
emacs-editing-mode
end-kbd-macro \C-x)
end-of-history \e>
end-of-line \C-e \eOF \e[4~ \e[F
exchange-point-and-mark \C-x\C-x
fetch-history
forward-backward-delete-char
forward-byte
forward-char \C-f \eOC \e[C
forward-search-history \C-s
forward-word \e\e[C \e[1;3C \e[1;5C \e[5C \ef
glob-complete-word \eg
glob-expand-word \C-x*
glob-list-expansions \C-xg
history-and-alias-expand-line
history-expand-line \e^
history-search-backward \e[5~
history-search-forward \e[6~
history-substring-search-backward
history-substring-search-forward
insert-comment \e#
insert-completions \e*
insert-last-argument \e. \e_
kill-line \C-k
kill-region
kill-whole-line
kill-word \e[3;5~ \ed
magic-space
menu-complete
menu-complete-backward
next-history \C-n \eOB \e[B
next-screen-line
non-incremental-forward-search-history \en
non-incremental-forward-search-history-again
non-incremental-reverse-search-history \ep
non-incremental-reverse-search-history-again
old-menu-complete
operate-and-get-next \C-o
overwrite-mode
possible-command-completions \C-x!
possible-completions \e= \e?
possible-filename-completions \C-x/
possible-hostname-completions \C-x@
possible-username-completions \C-x~
possible-variable-completions \C-x$
previous-history \C-p \eOA \e[A
previous-screen-line
print-last-kbd-macro
quoted-insert \C-q \C-v \e[2~
re-read-init-file \C-x\C-r
redraw-current-line
reverse-search-history \C-r
revert-line \e\C-r \er
self-insert
set-mark \C-@ \e\s
shell-backward-kill-word
shell-backward-word \e\C-b
shell-expand-line \e\C-e
shell-forward-word \e\C-f
shell-kill-word \e\C-d
shell-transpose-words \e\C-t
skip-csi-sequence
spell-correct-word \C-xs
start-kbd-macro \C-x(
tab-insert
tilde-expand \e&
transpose-chars \C-t
transpose-words \et
tty-status
undo \C-x\C-u \C-_
universal-argument
unix-filename-rubout
unix-line-discard \C-u
unix-word-rubout \C-w
upcase-word \eu
yank \C-y
yank-last-arg \e. \e_
yank-nth-arg \e\C-y
yank-pop \ey
`;

const VI = `
append-eol append-mode arg-digit bWord back-to-indent backward-bigword backward-word bword
change-case change-char change-to char-search column complete delete delete-to eWord
edit-and-execute-command editing-mode end-bigword end-word eof-maybe eword fWord fetch-history
first-print forward-bigword forward-word fword goto-mark insert-beg insertion-mode match
movement-mode next-word overstrike overstrike-delete prev-word put redo replace rubout search
search-again set-mark subst tilde-expand undo unix-word-rubout yank-arg yank-pop yank-to
`;

/** Settings of readline 8.2 in the order of `bind -v`: switches, then the others. */
const SETTINGS = `
bind-tty-special-chars=on, blink-matching-paren=off, byte-oriented=off,
colored-completion-prefix=off, colored-stats=off, completion-ignore-case=off,
completion-map-case=off, convert-meta=off, disable-completion=off, echo-control-characters=on,
enable-active-region=on, enable-bracketed-paste=on, enable-keypad=off, enable-meta-key=on,
expand-tilde=off, history-preserve-point=off, horizontal-scroll-mode=off, input-meta=on,
mark-directories=on, mark-modified-lines=off, mark-symlinked-directories=off,
match-hidden-files=on, menu-complete-display-prefix=off, meta-flag=on, output-meta=on,
page-completions=on, prefer-visible-bell=on, print-completions-horizontally=off,
revert-all-at-newline=off, show-all-if-ambiguous=off, show-all-if-unmodified=off,
show-mode-in-prompt=off, skip-completed-text=off, visible-stats=off, bell-style=audible,
comment-begin=#, completion-display-width=-1, completion-prefix-display-length=0,
completion-query-items=100, editing-mode=emacs, emacs-mode-string=@, history-size=0,
keymap=emacs, keyseq-timeout=500, vi-cmd-mode-string=(cmd), vi-ins-mode-string=(ins)
`;

/** Before this one those of vi are listed. */
const FIRST_AFTER_VI = 'yank';

/** A key sequence as init files write it, as the codes that a terminal sends. */
export function codesOf(written: string): string {
  return written.replace(
    /\\(?:(?:(C-)|(M-)|(C-M-|M-C-))(\\.|[\s\S])|([0-7]{1,3})|x([\da-fA-F]{1,2})|([\s\S]))/g,
    (_, control, meta, both, key: string, octal?: string, hex?: string, letter = '') => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (key === undefined) return LETTERS[letter] ?? letter;
      const plain = key.length > 1 ? codesOf(key) : key;
      const code = control !== undefined || both !== undefined ? controlOf(plain) : plain;
      return meta !== undefined || both !== undefined ? `\x1b${code}` : code;
    },
  );
}

const LETTERS: Readonly<Record<string, string>> = {
  ...LETTER_ESCAPES,
  d: '\x7f',
  e: '\x1b',
  s: ' ',
};

const controlOf = (key: string): string =>
  key === '?' ? '\x7f' : String.fromCharCode(key.toUpperCase().charCodeAt(0) & 0x1f);

/** Codes as `bind -p` writes them. */
export const written = (codes: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what keys send
  codes.replace(/[\x00-\x1f\x7f"\\]/g, (code) => {
    if (code === '"' || code === '\\') return `\\${code}`;
    if (code === '\x1b') return '\\e';
    if (code === '\x7f') return '\\C-?';
    if (code === '\0' && codes.length > 1) return '\\000';
    return `\\C-${String.fromCharCode(code.charCodeAt(0) + 64).toLowerCase()}`;
  });

const range = (from: string, to: string): string[] =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, i) =>
    String.fromCharCode(from.charCodeAt(0) + i),
  );

/** The functions of readline in the order in which it lists them, each with its usual keys. */
export function functionsWithKeys(): ReadonlyMap<string, readonly string[]> {
  const functions = new Map<string, readonly string[]>();
  for (const line of TABLE.trim().split('\n')) {
    const [name = '', ...keys] = line.split(' ');
    if (name === FIRST_AFTER_VI)
      for (const one of VI.trim().split(/\s/)) functions.set(`vi-${one}`, []);
    functions.set(name, keys.map(codesOf));
  }
  const letters = range('A', 'Z');
  functions.set('self-insert', range(' ', '~'));
  functions.set(
    'do-lowercase-version',
    ['\x18', '\x1b'].flatMap((a) => letters.map((b) => a + b)),
  );
  return functions;
}

/** The settings of readline in the order in which it lists them. */
export const usualSettings = (): ReadonlyMap<string, string> =>
  new Map(
    SETTINGS.trim()
      .split(/,\s/)
      .map((one) => one.split('=') as [string, string]),
  );
