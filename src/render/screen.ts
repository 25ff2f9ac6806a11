import type { Wording } from "../core/text/advice.ts";
import type { OutputStream } from "../core/context.ts";

/** Where a view is drawn: the width of a terminal, null for a file or a pipe. */
export interface Screen {
  columns: number | null;
  /** Spells the commands in what is told. */
  spell: (wording: Wording) => string;
}

const USUAL = 80;

/**
 * The columns of a stream's terminal, one or more; null without a terminal. One that does not
 * know its size says 0 (`script` without a terminal, `docker run -t`): it is taken for 80.
 */
export function columnsOf({ isTTY, columns }: OutputStream): number | null {
  if (isTTY !== true) return null;
  return columns !== undefined && columns > 0 ? columns : USUAL;
}
