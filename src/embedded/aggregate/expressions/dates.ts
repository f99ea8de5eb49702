import { ObjectId, Timestamp } from 'bson';
import { nearestDouble } from '../../bson-number.js';
import { bsonTypeName, isNumeric } from '../../bson-type.js';
import { isArray, isDocument } from '../../document.js';
import { located } from '../../errors.js';
import { dayOfYear, isoWeek, isoWeekday, weekOfYear, weekday } from '../dates/calendar.js';
import { formatDate } from '../dates/format.js';
import { UTC, parseTimeZone, toLocal, type TimeZone } from '../dates/timezone.js';
import { difference, parseStartOfWeek, parseUnit, truncate } from '../dates/units.js';
import {
  isNil,
  namedArguments,
  type Compiler,
  type Evaluate,
  type Operator,
  type Operators,
} from './compiler.js';

/** A part of a date in a time zone: the operand is a date, or `{date, timezone}`. */
function datePart(read: (local: number) => number): Operator {
  return (operand, compiler, name) => {
    const isNamed = isDocument(operand) && 'date' in operand;
    const named = isNamed
      ? namedArguments(operand, name, { required: ['date'], optional: ['timezone'], code: 40535 })
      : undefined;
    const date = compiler.compile(named ? named['date'] : single(operand, name));
    const zone = compileZone(named?.['timezone'], compiler);
    return (scope) => {
      const value = date(scope);
      const at = zone(scope);
      return isNil(value) || at === null ? null : read(toLocal(toInstant(value), at));
    };
  };
}

function single(operand: unknown, name: string): unknown {
  if (!isArray(operand)) return operand;
  if (operand.length === 1) return operand[0];
  throw located(
    40536,
    `${name} accepts exactly one argument if given an array, but was given ${operand.length}`,
  );
}

const dateToString: Operator = (operand, compiler, name) => {
  const named = namedArguments(operand, name, {
    required: ['date'],
    optional: ['format', 'timezone', 'onNull'],
    code: 18628,
  });
  const date = compiler.compile(named['date']);
  const zone = compileZone(named['timezone'], compiler);
  const format = compiler.compile(named['format'] ?? defaultFormat(named['timezone']));
  const onNull = compiler.compile(named['onNull'] ?? null);
  return (scope) => {
    const value = date(scope);
    if (isNil(value)) return onNull(scope);
    const at = zone(scope);
    const pattern = format(scope);
    if (at === null || isNil(pattern)) return null;
    if (typeof pattern !== 'string') {
      throw located(
        18533,
        `$dateToString requires that 'format' be a string, found: ${bsonTypeName(pattern)}`,
      );
    }
    const instant = toInstant(value);
    return formatDate(toLocal(instant, at), at.offsetAt(instant), pattern);
  };
};

function defaultFormat(timezone: unknown): string {
  return timezone === undefined ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
}

const dateTrunc: Operator = (operand, compiler, name) => {
  const named = namedArguments(operand, name, {
    required: ['date', 'unit'],
    optional: ['binSize', 'timezone', 'startOfWeek'],
    code: 5439007,
  });
  const date = compiler.compile(named['date']);
  const unit = compiler.compile(named['unit']);
  const binSize = compiler.compile(named['binSize'] ?? 1);
  const startOfWeek = compiler.compile(named['startOfWeek'] ?? 'sunday');
  const zone = compileZone(named['timezone'], compiler);
  return (scope) => {
    const value = date(scope);
    const at = zone(scope);
    const unitName = unit(scope);
    const size = binSize(scope);
    if (isNil(value) || at === null || isNil(unitName) || isNil(size)) return null;
    return new Date(
      truncate(toInstant(value), {
        unit: parseUnit(unitName),
        binSize: isNumeric(size) ? nearestDouble(size) : Number.NaN,
        startOfWeek: parseStartOfWeek(startOfWeek(scope)),
        zone: at,
      }),
    );
  };
};

const dateDiff: Operator = (operand, compiler, name) => {
  const named = namedArguments(operand, name, {
    required: ['startDate', 'endDate', 'unit'],
    optional: ['timezone', 'startOfWeek'],
    code: 5166302,
  });
  const start = compiler.compile(named['startDate']);
  const end = compiler.compile(named['endDate']);
  const unit = compiler.compile(named['unit']);
  const startOfWeek = compiler.compile(named['startOfWeek'] ?? 'sunday');
  const zone = compileZone(named['timezone'], compiler);
  return (scope) => {
    const from = start(scope);
    const to = end(scope);
    const at = zone(scope);
    const unitName = unit(scope);
    if (isNil(from) || isNil(to) || at === null || isNil(unitName)) return null;
    return difference(toInstant(from), toInstant(to), {
      unit: parseUnit(unitName),
      startOfWeek: parseStartOfWeek(startOfWeek(scope)),
      zone: at,
    });
  };
};

/** A time zone operand; evaluates to null when it is null, which makes the whole result null. */
function compileZone(
  operand: unknown,
  compiler: Compiler,
): (scope: Parameters<Evaluate>[0]) => TimeZone | null {
  if (operand === undefined) return () => UTC;
  const evaluate = compiler.compile(operand);
  return (scope) => {
    const name = evaluate(scope);
    if (isNil(name)) return null;
    if (typeof name === 'string') return parseTimeZone(name);
    throw located(40517, `timezone must evaluate to a string, found ${bsonTypeName(name)}`);
  };
}

function toInstant(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  if (value instanceof Timestamp) return value.getHighBitsUnsigned() * 1000;
  throw located(16006, `can't convert from BSON type ${bsonTypeName(value)} to Date`);
}

export const DATES: Operators = {
  $year: datePart((local) => new Date(local).getUTCFullYear()),
  $month: datePart((local) => new Date(local).getUTCMonth() + 1),
  $dayOfMonth: datePart((local) => new Date(local).getUTCDate()),
  $dayOfWeek: datePart((local) => weekday(local) + 1),
  $dayOfYear: datePart(dayOfYear),
  $hour: datePart((local) => new Date(local).getUTCHours()),
  $minute: datePart((local) => new Date(local).getUTCMinutes()),
  $second: datePart((local) => new Date(local).getUTCSeconds()),
  $millisecond: datePart((local) => new Date(local).getUTCMilliseconds()),
  $week: datePart(weekOfYear),
  $isoWeek: datePart((local) => isoWeek(local).week),
  $isoWeekYear: datePart((local) => isoWeek(local).year),
  $isoDayOfWeek: datePart(isoWeekday),
  $dateToString: dateToString,
  $dateTrunc: dateTrunc,
  $dateDiff: dateDiff,
};
