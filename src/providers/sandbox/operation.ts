import type { ReadContext, WriteContext } from "./context.ts";
import type { Infer, StructureShape } from "./shapes.ts";

/** Serialised as the answer's body; members that are undefined are left out. */
export type Output = object;

/**
 * An operation of whatever input, as the dispatcher sees it. `never` makes every handler
 * fit; the dispatcher calls it with what the operation's own shape let pass.
 */
export type AnyOperation =
  | { access: "read"; input: StructureShape; handle(context: ReadContext, input: never): Output }
  | {
      access: "write";
      input: StructureShape;
      prepare?(context: ReadContext, input: never): Promise<unknown>;
      handle(context: WriteContext, input: never, prepared: never): Output;
    };

export const reads = <S extends StructureShape>(
  input: S,
  handle: (context: ReadContext, input: Infer<S>) => Output,
) => ({ access: "read" as const, input, handle });

export const writes = <S extends StructureShape>(
  input: S,
  handle: (context: WriteContext, input: Infer<S>) => Output,
) => ({ access: "write" as const, input, handle });

/** With slow work that needs no lock, such as making keys, done before the transaction. */
export const writesPrepared = <S extends StructureShape, P>(
  input: S,
  prepare: (context: ReadContext, input: Infer<S>) => Promise<P>,
  handle: (context: WriteContext, input: Infer<S>, prepared: P) => Output,
) => ({ access: "write" as const, input, prepare, handle });
