/**
 * Where FerretDB 1.24 on SQLite is known to answer otherwise than the embedded store, by scenario, with the reason.
 * FerretDB is itself not MongoDB: in each of these the embedded store follows MongoDB's manual, or refuses by name what
 * it does not have.
 */
export const FERRETDB_DIFFERENCES: ReadonlyMap<string, string> = new Map([
  ['a decimal comes back', 'it has no Decimal128 and closes the connection'],
  ['a duplicate names key and value', 'its E11000 carries neither keyPattern nor keyValue'],
  [
    'a unique index refuses an update to a taken value',
    'it answers with 1 (internal error) instead of 11000',
  ],
  ['lookup and unwind', 'it has no $lookup'],
  ['projection in findOneAndUpdate', 'its findAndModify has no projection'],
  ['positional update, $addToSet and $pull', 'it has no positional $'],
  ['array filters', 'it has no arrayFilters'],
  ['an unknown stage is an error', 'it answers 40234, digits of 40324 exchanged'],
  ['indexes are listed', 'it lists indexes by name, MongoDB in the order they were made'],
  ['an unknown field of a command fails with 40415', 'it refuses too, with 9 instead of 40415'],
  ['a transaction is refused', 'it refuses too, with 9 (unknown field) instead of 20'],
  ['a hint that names no index is refused', 'it ignores hints'],
  ['two claims of one document: one gets it', 'its findAndModify is not atomic among concurrent callers'],
  ['a partial unique index binds only what it covers', 'it has no partial indexes'],
  ['a unique index cannot be built over duplicates', 'it answers with 1 (internal error) instead of 11000'],
  [
    'the statements of one update are carried out in their order, each whole or not at all',
    'it names the statement that failed as the first one, and does not say how many went before',
  ],
  ['kinds of indexes that do not exist here are refused', 'it refuses too, with 27 instead of 67'],
]);
