import { type QuantsError, errorToJson } from "../core/errors.ts";
import { jsonDocument } from "./json.ts";
import { plainLines } from "../core/text/safe-text.ts";
import type { Style } from "./style.ts";

/** The error as one JSON object, for `--output json`, with the warnings before it. */
export function errorDocument(error: QuantsError, warnings: readonly string[] = []): string {
  return jsonDocument({ error: errorToJson(error), ...(warnings.length > 0 && { warnings }) });
}

/** The warnings of a successful command, as one JSON object. */
export function warningsDocument(warnings: readonly string[]): string {
  return jsonDocument({ warnings });
}

/** The error for a person: what happened and why, what to do, and what support would ask for. */
export function errorText(error: QuantsError, style: Style, debug: boolean): string {
  const lines = [`${style.bad("error:")} ${plainLines(error.message)}`];
  for (const single of error.errors) {
    lines.push(`  ${style.bad("-")} ${plainLines(single.message)}`);
    if (single.hint !== undefined) lines.push(`    ${style.quiet(plainLines(single.hint))}`);
  }
  if (error.hint !== undefined) {
    lines.push(`  ${style.bold("hint:")} ${plainLines(error.hint).replaceAll("\n", "\n        ")}`);
  }
  if (error.docs !== undefined) lines.push(`  docs: ${plainLines(error.docs)}`);
  if (error.requestId !== undefined) lines.push(`  request id: ${plainLines(error.requestId)}`);
  if (debug || error.code === "internal") lines.push(...stackOf(error, debug));
  return `${lines.join("\n")}\n`;
}

function stackOf(error: QuantsError, debug: boolean): string[] {
  const { cause } = error;
  const origin = cause instanceof Error ? cause : error;
  if (!debug && error.code === "internal" && !(cause instanceof Error)) return [];
  return [plainLines(origin.stack ?? origin.message)];
}
