import { extname } from "node:path";
import { UsageError } from "../../core/errors.ts";
import { staticIni } from "../../core/inventory/ini.ts";
import type { Inventory } from "../../core/inventory/model.ts";
import { staticJson } from "../../core/inventory/static-json.ts";
import { staticYaml } from "../../core/inventory/static-yaml.ts";
import { OUTPUTS } from "../../core/settings.ts";
import { ownValue } from "../../core/text/own-value.ts";

export const FORMS = {
  json: staticJson,
  yaml: staticYaml,
  ini: staticIni,
} satisfies Record<string, (inventory: Inventory) => string>;

export type Form = keyof typeof FORMS;

const BY_ENDING: Readonly<Record<string, Form>> = {
  ".json": "json",
  ".yaml": "yaml",
  ".yml": "yaml",
  ".ini": "ini",
};

/**
 * The form asked for, else the one that the file's ending says, else JSON. Refuses a pair that
 * Ansible would not read: it picks its reader by the ending, and says nothing when none fits.
 */
export function formFor(asked: Form | undefined, file: string | undefined): Form {
  if (file === undefined) return asked ?? "json";
  checkFileName(file);
  const ending = extname(file).toLowerCase();
  const form = asked ?? ownValue(BY_ENDING, ending) ?? "json";
  const isReadable = form === "ini" ? !isForYaml(ending) : ending === "" || isForYaml(ending);
  if (!isReadable) {
    throw new UsageError(
      `Ansible would not read ${form.toUpperCase()} from a file named ${file}.`,
      {
        hint:
          form === "ini"
            ? "Give it the ending .ini, or none."
            : "Give it the ending .json, .yml or .yaml, or none.",
        resource: file,
      },
    );
  }
  return form;
}

/** Refuses what is meant for the other commands' `--output`, or for stdout. */
export function checkFileName(file: string): void {
  if (file === "-") {
    throw new UsageError('--output takes a file, and "-" is none.', {
      hint: "For stdout leave --output out; for a file of that name write --output ./-.",
      resource: file,
    });
  }
  if (![...OUTPUTS, ...Object.keys(FORMS)].includes(file)) return;
  throw new UsageError(`--output takes a file here, and "${file}" looks like a format.`, {
    hint: `For the form use --format; for a file of that name write --output ./${file}.`,
    resource: file,
  });
}

function isForYaml(ending: string): boolean {
  return ending === ".json" || ending === ".yml" || ending === ".yaml";
}
