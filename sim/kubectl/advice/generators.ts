import { type Advice, advice, nearest } from '../../kernel/index.ts';
import { type FailedCommand, lineOf, operandsAt, operandsOf } from './command.ts';

/** `create statefulset web`: a kind that `create` makes from files only. */
function forNoGenerator(command: FailedCommand): Advice | undefined {
  const [word = ''] = operandsOf(command);
  const kind = command.parts.client.discovery.kindFor(word);
  if (kind === undefined) {
    const meant = nearest(word, command.verbs);
    return meant === undefined ? undefined : advice('verb', { meant: `create ${meant}` });
  }
  if (kind.singular === 'pod') {
    return advice('instead', { word: `create ${word}`, meant: 'kubectl run NAME --image=IMAGE' });
  }
  return advice('noGenerator', { kind: kind.kind });
}

/** `create secret db --from-literal=…`: the type of the secret is missing. */
function forSecretType(command: FailedCommand): Advice | undefined {
  const [, , name] = operandsAt(command);
  const { args } = command.context;
  if (name === undefined) return undefined;
  return advice('meant', {
    meant: lineOf([...args.slice(0, name), 'generic', ...args.slice(name)]),
  });
}

/** What `create` was asked for and cannot make. */
export function forGenerator(command: FailedCommand, text: string): Advice | undefined {
  const isRefused = /^unknown (?:shorthand )?flag|^Unexpected args/.test(text);
  if (!isRefused) return undefined;
  if (command.path === 'create') return forNoGenerator(command);
  const isSecret = command.path === 'create secret' && /--from-|--type/.test(text);
  return isSecret ? forSecretType(command) : undefined;
}
