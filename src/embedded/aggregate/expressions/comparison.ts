import { compareValues } from '../../bson-compare.js';
import { binary, operands, unary, type Operators } from './compiler.js';
import { isTruthy } from './truth.js';

/** Comparison over all types in BSON order (a missing value is below null), and boolean operators. */
export const COMPARISON: Operators = {
  $cmp: binary((a, b) => compareValues(a, b)),
  $eq: binary((a, b) => compareValues(a, b) === 0),
  $ne: binary((a, b) => compareValues(a, b) !== 0),
  $gt: binary((a, b) => compareValues(a, b) > 0),
  $gte: binary((a, b) => compareValues(a, b) >= 0),
  $lt: binary((a, b) => compareValues(a, b) < 0),
  $lte: binary((a, b) => compareValues(a, b) <= 0),
  $not: unary((value) => !isTruthy(value)),
  $and: (operand, compiler) => {
    const list = operands(operand, compiler);
    return (scope) => list.every((each) => isTruthy(each(scope)));
  },
  $or: (operand, compiler) => {
    const list = operands(operand, compiler);
    return (scope) => list.some((each) => isTruthy(each(scope)));
  },
};
