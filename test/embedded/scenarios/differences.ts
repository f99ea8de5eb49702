/**
 * Where FerretDB 1.24 on SQLite is known to answer otherwise than the embedded store, by scenario, with the reason.
 * FerretDB is itself not MongoDB: in each of these the embedded store follows MongoDB's manual.
 */
export const FERRETDB_DIFFERENCES: ReadonlyMap<string, string> = new Map([]);
