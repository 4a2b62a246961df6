import type { Command } from 'unbash';

/**
 * Where bash's parser stands when it knows that a command is one: behind its second token, as its
 * first could name a function; behind its first one when that is an assignment.
 */
export function secondToken({ prefix, name, args, redirects, pos }: Command): number {
  const words = [...prefix, ...(name === undefined ? [] : [name]), ...args]
    .filter((one) => one.type === 'Word' || one.type === 'Assignment')
    .map(({ pos: from, end }) => ({ from, end }));
  const tokens = [...words, ...redirects.map(({ pos: from }) => ({ from, end: from }))];
  tokens.sort((a, b) => a.from - b.from);
  const isWord = name !== undefined && name.pos === tokens[0]?.from;
  return (isWord ? (tokens[1] ?? tokens[0]) : tokens[0])?.end ?? pos;
}
