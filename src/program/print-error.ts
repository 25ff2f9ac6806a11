import type { Host } from "../core/context.ts";
import type { QuantsError } from "../core/errors.ts";
import type { Settings } from "../core/settings.ts";

/** Writes an error to stderr: one JSON object with `--output json`, otherwise text. */
export async function printError(
  error: QuantsError,
  host: Host,
  settings: Pick<Settings, "output" | "debug">,
  warnings: readonly string[] = [],
): Promise<void> {
  const { errorDocument, errorText } = await import("../render/errors.ts");
  if (settings.output === "json") {
    host.stderr.write(errorDocument(error, warnings));
    return;
  }
  const { styleFor } = await import("../render/style.ts");
  host.stderr.write(errorText(error, styleFor(host.stderr, host.env), settings.debug));
}
