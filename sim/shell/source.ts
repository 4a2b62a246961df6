import { type FileResult, type FileSystem, type Program, readAll } from '../kernel/index.ts';
import { hasStreams } from './stream-files.ts';

/** The whole text of a file, or of a stream such as `/dev/fd/63`. */
export function* readSource(files: FileSystem, path: string): Program<FileResult<string>> {
  const stream = hasStreams(files) ? files.openStream(path) : undefined;
  if (stream !== undefined) return { ok: true, value: yield* readAll(stream.reader) };
  return files.read(path);
}
