import { isNumeric, bsonTypeName } from '../../bson-type.js';
import { located } from '../../errors.js';
import { isNil, operands, unary, type Operator, type Operators } from './compiler.js';

const concat: Operator = (operand, compiler) => {
  const list = operands(operand, compiler);
  return (scope) => {
    let text = '';
    for (const each of list) {
      const value = each(scope);
      if (isNil(value)) return null;
      if (typeof value !== 'string') {
        throw located(16702, `$concat only supports strings, not ${bsonTypeName(value)}`);
      }
      text += value;
    }
    return text;
  };
};

/** MongoDB changes the case of ASCII letters only. */
function caseOperator(pattern: RegExp, change: (letters: string) => string): Operator {
  return unary((value) => toText(value).replace(pattern, change));
}

function toText(value: unknown): string {
  if (isNil(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumeric(value)) return value.toString();
  if (value instanceof Date) return value.toISOString();
  throw located(16007, `can't convert from BSON type ${bsonTypeName(value)} to String`);
}

export const TEXT: Operators = {
  $concat: concat,
  $toLower: caseOperator(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  $toUpper: caseOperator(/[a-z]+/g, (letters) => letters.toUpperCase()),
};
