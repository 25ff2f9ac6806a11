import { parseTag } from "../../../core/instances/tags.ts";
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
