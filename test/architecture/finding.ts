/** Something that breaks a rule, and where. */
export interface Finding {
  readonly file: string;
  /** Counted from 1; 0 when it is about the whole file. */
  readonly line: number;
  readonly message: string;
}

/** `file:line: message`, which editors can follow. */
export const render = ({ file, line, message }: Finding): string => `${file}:${line}: ${message}`;
