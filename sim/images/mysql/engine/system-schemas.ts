/** Databases of the server itself. */
export const SYSTEM_SCHEMAS = ['information_schema', 'mysql', 'performance_schema', 'sys'];
export const isSystemSchema = (name: string): boolean =>
  SYSTEM_SCHEMAS.includes(name.toLowerCase());
