import { unsupported } from '../errors.js';
import type { Stage } from './chunks.js';
import type { StageContext } from './environment.js';
import { addFieldsStage, projectStage, replaceRootStage, unsetStage } from './stages/reshape.js';
import { bucketStage, groupStage, sortByCountStage } from './stages/group.js';
import { facetStage } from './stages/facet.js';
import { countStage, limitStage, matchStage, skipStage } from './stages/select.js';
import { lookupStage } from './stages/lookup.js';
import { sortStage } from './stages/sort.js';
import { unwindStage } from './stages/unwind.js';

type StageCompiler = (spec: unknown, context: StageContext) => Stage;

const STAGES: Readonly<Record<string, StageCompiler>> = {
  $addFields: addFieldsStage,
  $bucket: bucketStage,
  $count: countStage,
  $facet: facetStage,
  $group: groupStage,
  $limit: limitStage,
  $lookup: lookupStage,
  $match: matchStage,
  $project: projectStage,
  $replaceRoot: (spec, context) => replaceRootStage(spec, context, '$replaceRoot'),
  $replaceWith: (spec, context) => replaceRootStage({ newRoot: spec }, context, '$replaceWith'),
  $set: addFieldsStage,
  $skip: skipStage,
  $sort: sortStage,
  $sortByCount: sortByCountStage,
  $unset: unsetStage,
  $unwind: unwindStage,
};

/** The stages this store has. */
export const STAGE_NAMES: ReadonlySet<string> = new Set(Object.keys(STAGES));

/** Compiles one stage; 40324 for a stage this store does not have, 40573 for `$changeStream`. */
export function compileStage(name: string, spec: unknown, context: StageContext): Stage {
  const compiler = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compiler) return compiler(spec, context);
  if (name === '$changeStream') {
    throw unsupported('change stream', name);
  }
  throw unsupported('stage', name);
}
