import { bsonTypeName, describeValue } from '../../bson-type.js';
import {
  getField,
  isArray,
  isDocument,
  isOperatorDocument,
  setField,
  type Document,
} from '../../document.js';
import { located } from '../../errors.js';
import { splitPath } from '../../paths.js';
import { compileProjection } from '../../project.js';
import { eachDocument, type Stage } from '../chunks.js';
import type { StageContext } from '../environment.js';
import { compileExpression } from '../expression.js';
import type { Variables } from '../expressions/compiler.js';

/** `$project`: inclusion, exclusion or computed fields. */
export function projectStage(spec: unknown, { variables }: StageContext): Stage {
  if (!isDocument(spec)) throw located(15969, '$project specification must be an object');
  if (Object.keys(spec).length === 0) {
    throw located(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  }
  return eachDocument(compileProjection(spec, { inStage: true, variables }));
}

/** `$unset`: removes one path or several. */
export function unsetStage(spec: unknown, context: StageContext): Stage {
  const paths = isArray(spec) ? spec : [spec];
  if (paths.length === 0)
    throw located(31119, '$unset specification must be a string or an array with at least one field');
  const projection: Document = {};
  for (const path of paths) {
    if (typeof path !== 'string')
      throw located(31120, '$unset specification must be a string or an array containing only string values');
    if (path === '' || path.startsWith('$'))
      throw located(16410, `FieldPath field names may not start with '$'. Given: ${path}`);
    setField(projection, path, 0);
  }
  return projectStage(projection, context);
}

/** `$replaceRoot` and `$replaceWith`: an embedded or computed document becomes the document. */
export function replaceRootStage(spec: unknown, { variables }: StageContext, name: string): Stage {
  if (!isDocument(spec) || !('newRoot' in spec))
    throw located(40231, 'no newRoot specified for the $replaceRoot stage');
  const evaluate = compileExpression(spec['newRoot'], variables);
  return eachDocument((doc) => {
    const root = evaluate(doc);
    if (isDocument(root)) return root;
    throw located(
      40228,
      `'newRoot' expression in ${name} must evaluate to an object, but resulting value was: ${root === undefined ? 'MISSING' : describeValue(root)}. Type of resulting value: '${bsonTypeName(root)}'.`,
    );
  });
}

/** `$addFields` and `$set`: computed fields beside the existing ones; a missing value removes the field. */
export function addFieldsStage(spec: unknown, { variables }: StageContext): Stage {
  if (!isDocument(spec)) throw located(40272, '$addFields specification stage must be an object');
  const root: Branch = new Map();
  collect(spec, [], root, variables);
  return eachDocument((doc) => addFields(root, doc, doc));
}

type Computed = (doc: Document) => unknown;
type Branch = Map<string, Computed | Branch>;

function collect(spec: Document, prefix: readonly string[], root: Branch, variables: Variables): void {
  for (const [path, value] of Object.entries(spec)) {
    if (path.startsWith('$'))
      throw located(16410, `FieldPath field names may not start with '$'. Given: ${path}`);
    const parts = [...prefix, ...splitPath(path)];
    const isNested = isDocument(value) && !isOperatorDocument(value) && Object.keys(value).length > 0;
    if (isNested) collect(value, parts, root, variables);
    else place(root, parts, compileExpression(value, variables));
  }
}

function place(root: Branch, parts: readonly string[], computed: Computed): void {
  const path = parts.join('.');
  let branch = root;
  for (const part of parts.slice(0, -1)) {
    const child = branch.get(part) ?? new Map<string, Computed | Branch>();
    if (typeof child === 'function')
      throw located(40176, `specification contains two conflicting paths: ${path}`);
    branch.set(part, child);
    branch = child;
  }
  const last = parts.at(-1) ?? '';
  if (last === '') throw located(40353, "FieldPath must not end with a '.'.");
  if (branch.has(last)) throw located(40176, `specification contains two conflicting paths: ${path}`);
  branch.set(last, computed);
}

function addFields(branch: Branch, doc: Document, root: Document): Document {
  const out = { ...doc };
  for (const [name, child] of branch) {
    const value = typeof child === 'function' ? child(root) : addNested(child, getField(doc, name), root);
    if (value === undefined) delete out[name];
    else setField(out, name, value);
  }
  return out;
}

/** Inside an array every element gets the fields; a scalar gives way to a document. */
function addNested(branch: Branch, value: unknown, root: Document): unknown {
  if (isArray(value)) return value.map((element) => addNested(branch, element, root));
  return addFields(branch, isDocument(value) ? value : {}, root);
}
