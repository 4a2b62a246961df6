/** What an executable of 64-bit Linux begins with. */
const ELF = '\u007fELF\u0002\u0001\u0001\0';
/** Executables are so many bytes long, or longer by a part that follows their name. */
const SMALLEST_BYTES = 30_968;
const STEP_BYTES = 4096;
const STEPS = 29;

/** The size of a program's executable, the same wherever it is installed. */
function sizeOf(program: string): number {
  let sum = 0;
  for (const character of program) sum = (sum * 31 + character.charCodeAt(0)) % STEPS;
  return SMALLEST_BYTES + sum * STEP_BYTES;
}

/** The program whose executable has this content; undefined for any other file. */
export function programIn(content: string): string | undefined {
  if (!content.startsWith(ELF)) return undefined;
  const end = content.indexOf('\0', ELF.length);
  return content.slice(ELF.length, end < 0 ? undefined : end);
}

/** Whether a file that began like this is no executable, whatever was added to its end. */
export const isSettled = (program: string | undefined, content: string): boolean =>
  program === undefined && content.length >= ELF.length;

/** The executable of a program: its beginning, and how many zeros follow. */
export function executableOf(program: string): {
  readonly content: string;
  readonly zeros: number;
} {
  const content = `${ELF}${program}\0`;
  return { content, zeros: sizeOf(program) - content.length };
}
