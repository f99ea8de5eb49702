import { isArray, isDocument } from '../../document.js';
import { located } from '../../errors.js';
import { exactly, isNil, namedArguments, operands, type Operator, type Operators } from './compiler.js';
import { isTruthy } from './truth.js';

/** `$cond` as an array or by name. */
const cond: Operator = (operand, compiler, name) => {
  const named = isDocument(operand)
    ? namedArguments(operand, name, { required: ['if', 'then', 'else'], optional: [], code: 17080 })
    : undefined;
  const list = named ? [named['if'], named['then'], named['else']] : operand;
  const [test, then, otherwise] = exactly(3, list, compiler, name);
  return (scope) => (isTruthy(test?.(scope)) ? then?.(scope) : otherwise?.(scope));
};

/** The first operand that is neither null nor missing, else the last. */
const ifNull: Operator = (operand, compiler) => {
  const list = operands(operand, compiler);
  if (list.length < 2) throw located(1257300, '$ifNull needs at least two arguments');
  return (scope) => {
    let value: unknown;
    for (const each of list) {
      value = each(scope);
      if (!isNil(value)) break;
    }
    return value;
  };
};

const switchOperator: Operator = (operand, compiler, name) => {
  const named = namedArguments(operand, name, { required: ['branches'], optional: ['default'], code: 40067 });
  const branches = named['branches'];
  if (!isArray(branches) || branches.length === 0) {
    throw located(40068, '$switch requires at least one branch.');
  }
  const compiled = branches.map((branch) => {
    const parts = namedArguments(branch, name, { required: ['case', 'then'], optional: [], code: 40062 });
    return { test: compiler.compile(parts['case']), then: compiler.compile(parts['then']) };
  });
  const fallback = 'default' in named ? compiler.compile(named['default']) : undefined;
  return (scope) => {
    for (const { test, then } of compiled) if (isTruthy(test(scope))) return then(scope);
    if (fallback) return fallback(scope);
    throw located(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  };
};

export const CONDITIONAL: Operators = { $cond: cond, $ifNull: ifNull, $switch: switchOperator };
