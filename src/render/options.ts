import type { Output } from "../core/settings.ts";
import type { Wording } from "../core/text/advice.ts";
import type { View } from "./view.ts";

export interface RenderOptions {
  output: Output;
  columns?: readonly string[] | undefined;
  sort?: string | undefined;
  /** False omits the titles of a table. */
  header?: boolean | undefined;
  /** Never cuts a table, however narrow the terminal is. */
  wide?: boolean | undefined;
  /** Print only the value at this path of each record. */
  field?: string | undefined;
  /** Omit the notes about a table. */
  quiet?: boolean | undefined;
  /** JSON on one line. */
  compact?: boolean;
  /** Spells the commands in a view's text. */
  spell?: ((wording: Wording) => string) | undefined;
  /** Loads the view that draws a report: only needed for a table. */
  view: (() => Promise<View<never>>) | undefined;
}
