import type { Undoing } from "./command.ts";

/** Takes a command up again with the options that it was run with. */
export function asItWas<O>({ options }: { options: Partial<O> }): { options: Partial<O> } {
  return { options };
}

/** Gives what it changed the values that it had. */
export function byItsValues({ id }: { id: string }): Undoing {
  return { path: "infra undo", options: { argument: id } };
}
