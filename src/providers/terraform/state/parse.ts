import { type Wording, advice, toRun } from "../../../core/text/advice.ts";
import { QuantsError } from "../../../core/errors.ts";
import { type JsonObject, isObject, objectOf, textOf } from "../../../core/text/json.ts";
import { readRaw } from "./raw.ts";
import type { StateResources } from "./resource.ts";
import { readShown } from "./shown.ts";

const RAW_VERSION = 4;

/**
 * Reads a state in either form: raw, or as `show -json` prints it. An empty text is a state that
 * does not exist yet, as an empty project prints it. `source` names it in errors.
 */
export function parseState(text: string, source: string): StateResources {
  if (text.trim() === "") {
    return { exists: false, resources: [], warnings: [], unread: new Map() };
  }
  // A zip archive.
  if (text.startsWith("PK\u0003\u0004")) throw isPlan(source, "is a saved plan, not a state");
  const state = parseJson(text, source);
  if (!isObject(state)) throw unknownForm(source);
  if ("encrypted_data" in state) {
    throw invalid(source, "is encrypted", {
      hint: advice`Read it through its stack, so that tofu decrypts it: ${toRun("stack instances", { argument: "NAME", binary: "tofu" })}`,
    });
  }
  if ("resource_changes" in state || "planned_values" in state) {
    throw isPlan(source, "is a plan, not a state");
  }
  const format = textOf(state["format_version"]);
  if (format !== null) {
    if (/^[01]\./.test(format)) return readShown(state);
    throw newer(source, `format version ${format}`);
  }
  if (isObject(state["backend"])) throw pointer(source, state["backend"]);
  const { version } = state;
  if (version === RAW_VERSION) return readRaw(state);
  if (typeof version !== "number") throw unknownForm(source);
  if (version > RAW_VERSION) throw newer(source, `version ${version}`);
  throw invalid(source, `is of version ${version}; only version ${RAW_VERSION} is read`, {
    hint: "It was written before Terraform 0.12. Let a newer Terraform upgrade it, and read it again.",
  });
}

function isPlan(source: string, what: string): QuantsError {
  return invalid(source, what, {
    hint: "Give the output of `terraform show -json` without a plan file, or of `terraform state pull`.",
  });
}

/**
 * Explains `.terraform/terraform.tfstate`, which records the backend. Its settings may hold keys,
 * so only the path of a local state is repeated.
 */
function pointer(source: string, backend: JsonObject): QuantsError {
  const type = textOf(backend["type"]) ?? "unknown";
  const path = textOf(objectOf(backend["config"])["path"]) ?? "terraform.tfstate";
  const where =
    type === "local"
      ? `The state is ${path}, relative to the stack's folder (another workspace's is below terraform.tfstate.d).`
      : `The state is in the backend ${type}.`;
  return invalid(source, `holds no state, only Terraform's record of where the state is`, {
    hint: advice`${where} Read it through the stack: ${toRun("stack instances", { dir: "FOLDER" })}`,
  });
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's reason is left out: it quotes the text, which may hold secrets.
    const isCut = /^\s*[[{]/.test(text) && !/[\]}]\s*$/.test(text);
    throw invalid(source, isCut ? "is truncated: its JSON does not end" : "is not JSON", {
      hint: "Fetch it again from its stack (`terraform state pull`), or from a backup.",
      cause: stripped(error),
    });
  }
}

function stripped(error: unknown): Error {
  return new SyntaxError(error instanceof SyntaxError ? "invalid JSON" : String(error));
}

function newer(source: string, what: string): QuantsError {
  return invalid(source, `is of ${what}, which this version of quants-ctl does not know`, {
    hint: "Update quants-ctl, or use a state that an older Terraform wrote.",
  });
}

function unknownForm(source: string): QuantsError {
  return invalid(source, "is not a Terraform state", {
    hint: "Give a terraform.tfstate, or the output of `terraform state pull` or `terraform show -json`.",
  });
}

function invalid(
  source: string,
  what: string,
  details: { hint: Wording; cause?: unknown },
): QuantsError {
  return new QuantsError("config_invalid", `${source} ${what}.`, { ...details, resource: source });
}
