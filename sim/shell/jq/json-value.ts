/** A JSON value. Objects are maps, so that their keys keep their order. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;
