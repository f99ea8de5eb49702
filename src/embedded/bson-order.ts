/** BSON order in its two forms: comparing values, and keys whose bytes compare the same way. */
export { TAG, compareStrings, compareValues, typeTag } from './bson-compare.js';
export { encodeKey, successor, type EncodedKey } from './key-encoding.js';
