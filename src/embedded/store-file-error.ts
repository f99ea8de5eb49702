/** The store's file or directory cannot be used; the message says which and what the operator can do. */
export class StoreFileError extends Error {
  override readonly name = 'StoreFileError';

  constructor(
    readonly file: string,
    problem: string,
    advice = 'restore it from a backup, or move it away to start with an empty store',
  ) {
    super(`The store file ${file} cannot be opened: ${problem}. What to do: ${advice}.`);
  }
}
