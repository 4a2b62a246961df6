import type { FieldError, KubeObject } from '../../api/index.ts';

/** What is wrong with an object beside its metadata; `old` is there when it is an update. */
export type Rule = (object: KubeObject, old: KubeObject | undefined) => FieldError[];
