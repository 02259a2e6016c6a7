/** Rows of one table, each complete. */
export type Rows = readonly Readonly<Record<string, string | number | null>>[];
