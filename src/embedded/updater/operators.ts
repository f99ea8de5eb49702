import { unsupported } from '../errors.js';
import { addToSetChange, popChange, pullAllChange, pullChange, pushChange } from './array-changes.js';
import type { Change } from './change.js';
import {
  arithmeticChange,
  currentDateChange,
  extremeChange,
  setChange,
  setOnInsertChange,
  unsetChange,
} from './field-changes.js';

/** The update operators this store has. */
export const UPDATE_OPERATORS: ReadonlySet<string> = new Set([
  '$set',
  '$setOnInsert',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$rename',
  '$currentDate',
  '$push',
  '$addToSet',
  '$pull',
  '$pullAll',
  '$pop',
]);

/** The change one operator makes at one path. `$rename` touches two paths and is not among these. */
export function compileChange(operator: string, operand: unknown, path: string): Change {
  switch (operator) {
    case '$set':
      return setChange(operand);
    case '$setOnInsert':
      return setOnInsertChange(operand);
    case '$unset':
      return unsetChange();
    case '$inc':
    case '$mul':
      return arithmeticChange(operator, operand, path);
    case '$min':
    case '$max':
      return extremeChange(operator, operand);
    case '$currentDate':
      return currentDateChange(operand);
    case '$push':
      return pushChange(operand);
    case '$addToSet':
      return addToSetChange(operand);
    case '$pull':
      return pullChange(operand);
    case '$pullAll':
      return pullAllChange(operand);
    case '$pop':
      return popChange(operand);
    default:
      throw unsupported('update operator', operator);
  }
}
