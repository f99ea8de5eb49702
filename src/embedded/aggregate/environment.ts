import type { Document } from '../document.js';
import type { Chunks } from './chunks.js';
import type { Variables } from './expressions/compiler.js';

/** What a pipeline reads of another collection: everything named here must be applied by the reader. */
export interface SourceRequest {
  readonly from: string;
  readonly filter: Document;
  readonly sort?: Document;
  readonly skip?: number;
  readonly limit?: number;
}

/** What a pipeline needs from outside. */
export interface AggregateEnvironment {
  /** The time `$$NOW` stands for. */
  readonly now: Date;
  /** Reads a collection of the same database for `$lookup`, using its indexes; a missing one is empty. */
  lookup(request: SourceRequest): Chunks;
}

/** What stages are compiled with. */
export interface StageContext {
  readonly env: AggregateEnvironment;
  readonly variables: Variables;
  /** Compiles a nested pipeline. */
  readonly compile: (stages: unknown, variables: Variables) => Pipeline;
}

/** A compiled pipeline. */
export interface Pipeline {
  /**
   * The stages at the front that the source has to apply, in this order: filter, sort, skip, limit.
   * They are not run again (except where `leadingMatch` says less than the stage it comes from).
   */
  readonly leadingMatch?: Document;
  readonly leadingSort?: Document;
  readonly leadingSkip?: number;
  readonly leadingLimit?: number;
  /** Runs the remaining stages over what the source gives. */
  run(source: Chunks): Chunks;
  /** Runs all stages, over a source that applied none of them. */
  runWhole(source: Chunks): Chunks;
}
