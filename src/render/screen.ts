import type { Wording } from "../core/text/advice.ts";
import type { OutputStream } from "../core/context.ts";

/** The target of a view: the width of a terminal, null for a file or a pipe. */
export interface Screen {
  columns: number | null;
  /** Spells the commands in texts. */
  spell: (wording: Wording) => string;
}

const USUAL = 80;

/**
 * The columns of a stream's terminal, one or more; null without a terminal. A terminal of unknown
 * size reports 0 (`script` without a terminal, `docker run -t`) and counts as 80.
 */
export function columnsOf({ isTTY, columns }: OutputStream): number | null {
  if (isTTY !== true) return null;
  return columns !== undefined && columns > 0 ? columns : USUAL;
}
