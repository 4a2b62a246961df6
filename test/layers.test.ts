import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findForbiddenImports, findStrangers } from './architecture/arrows.ts';
import { findBannedCalls } from './architecture/banned.ts';
import { type Finding, render } from './architecture/finding.ts';
import { findCycles, findDeadFiles, graphOf } from './architecture/graph.ts';
import { findOversized, lineCount, SIZE_LIMITS } from './architecture/sizes.ts';
import { isGenerated, isTest, isTypeScript, readSources } from './architecture/source.ts';
import { findBadWords } from './architecture/words.ts';

const root = path.dirname(import.meta.dirname);
/** The judge of the recordings is kept as it came, so that its verdicts are anybody's. */
const JUDGE = 'test/conformance/compare.mjs';
const sources = readSources(root).filter((source) => source.path !== JUDGE);
const graph = graphOf(sources);
const code = sources.filter(({ path: file }) => isTypeScript(file));

const expectNone = (findings: readonly Finding[]): void => expect(findings.map(render)).toEqual([]);

describe('the architecture', () => {
  it('has a layer for every file', () => expectNone(findStrangers(sources)));

  it('follows the arrows', () => expectNone(sources.flatMap(findForbiddenImports)));

  it('has no import cycle', () => expectNone(findCycles(graph)));

  it('has no dead file', () => expectNone(findDeadFiles(graph)));

  it('keeps the simulator deterministic', () => {
    const simulator = code.filter(({ path: file }) => file.startsWith('sim/') && !isTest(file));
    expectNone(simulator.flatMap(findBannedCalls));
  });

  it('has small files, functions and lines', () => {
    const written = code.filter(({ path: file }) => !isGenerated(file));
    expectNone(written.flatMap(findOversized));
    const long = written.filter(({ text }) => lineCount(text) > SIZE_LIMITS.fileLinesWished);
    if (long.length > 0) {
      console.info(`${long.length} of ${written.length} files have more than 300 lines`);
    }
  });

  it('leaves nothing undone and names no machine', () => {
    expectNone(sources.flatMap((source) => findBadWords(source, root)));
  });
});
