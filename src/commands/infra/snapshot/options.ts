import { parseTag } from "../../../core/instances/tags.ts";
import { QuantsError } from "../../../core/errors.ts";
import { checkName } from "../../../core/instances/names.ts";
import { option } from "../../definition/option.ts";

export const TAG = option({
  flags: "-t, --tag <key=value>",
  help: "tag; repeat it for several",
  repeat: true,
  flagOnly: true,
  parse: parseTag,
});

export const parseSnapshotName = (text: string): string => checkName(text, "snapshot name");

/** `data=data-2` */
export function parseDiskName(text: string): readonly [old: string, name: string] {
  const [old = "", name = "", ...more] = text.split("=");
  if (old !== "" && name !== "" && more.length === 0) {
    return [checkName(old, "disk name"), checkName(name, "disk name")];
  }
  throw new QuantsError("invalid_input", `"${text}" is not OLD=NEW.`, {
    hint: "Give the disk in the snapshot and the new name, e.g. --disk data=data-2.",
    resource: text,
  });
}
