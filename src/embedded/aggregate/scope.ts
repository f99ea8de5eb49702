/** Values an expression may read as `$$name`, fixed when it is compiled. */
export type Variables = Readonly<Record<string, unknown>>;
