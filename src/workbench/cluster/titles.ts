interface Named {
  readonly name: string;
  readonly namespace: string;
}

/** The name of one of several; with its namespace where another one has the same name. */
export const titleAmong = (one: Named, all: readonly Named[]): string =>
  all.some(({ name, namespace }) => name === one.name && namespace !== one.namespace)
    ? `${one.namespace}/${one.name}`
    : one.name;
