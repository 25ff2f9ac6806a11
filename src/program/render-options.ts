import type { Settings } from "../core/settings.ts";
import type { RenderOptions } from "../render/options.ts";

/** How to print a result, from the options of its command. */
export function renderOptions(
  options: Readonly<Record<string, unknown>>,
  { output, quiet }: Settings,
): Omit<RenderOptions, "view"> {
  return {
    output,
    quiet,
    columns: options["columns"] as string[] | undefined,
    sort: options["sort"] as string | undefined,
    header: options["header"] as boolean | undefined,
    field: options["field"] as string | undefined,
    wide: options["wide"] === true || options["output"] === "wide",
  };
}
