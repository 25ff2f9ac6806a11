import { checkDiskPath } from "../../../core/disks/path.ts";
import { checkName } from "../../../core/instances/names.ts";
import { argument, option } from "../../definition/option.ts";

export const DISK_ARGUMENT = argument({
  name: "[name]",
  help: "name of the disk, as with --name",
  as: "name",
  names: "disks",
});

export const DISK_NAME = option({
  flags: "-n, --name <name>",
  role: "which",
  help: "name of the disk",
  required: true,
  flagOnly: true,
  names: "disks",
  parse: (text) => checkName(text, "disk name"),
});

export const DISK_PATH = option({
  flags: "--path <path>",
  help: "where the instance finds it, e.g. /dev/xvdf",
  default: "the next free one, from /dev/xvdf on",
  flagOnly: true,
  parse: checkDiskPath,
});
