import type { Output } from "../core/settings.ts";
import type { Wording } from "../core/text/advice.ts";
import type { View } from "./view.ts";

export interface RenderOptions {
  output: Output;
  columns?: readonly string[] | undefined;
  sort?: string | undefined;
  /** False leaves out the titles of a table. */
  header?: boolean | undefined;
  /** Nothing is cut from a table, however narrow the terminal. */
  wide?: boolean | undefined;
  /** Only the value at this path, of each record. */
  field?: string | undefined;
  /** Nothing is said of a table. */
  quiet?: boolean | undefined;
  /** JSON on one line. */
  compact?: boolean;
  /** Spells the commands in what a view tells. */
  spell?: ((wording: Wording) => string) | undefined;
  /** Loads what draws a report: needed for a table only. */
  view: (() => Promise<View<never>>) | undefined;
}
