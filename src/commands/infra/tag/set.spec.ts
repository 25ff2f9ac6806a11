import { asItWas } from "../../definition/resumption.ts";
import { NAMES_ARGUMENT, DRY_RUN, CHANGE_TIMEOUT } from "../../definition/options.ts";
import { parseTag } from "../../../core/instances/tags.ts";
import { defineCommand } from "../../definition/command.ts";
import { WHICH } from "./options.ts";

export const spec = defineCommand({
  name: "set",
  summary: "set tags; others stay as they are",
  examples: [
    "quants-ctl infra tag set --name prod-exec-1 --tag Protected=true",
    "quants-ctl infra tag set --selector Environment=prod --tag Backup=daily --dry-run",
  ],
  argument: NAMES_ARGUMENT,
  options: [
    ...WHICH,
    {
      flags: "-t, --tag <key=value>",
      help: "tag; repeat it for several",
      repeat: true,
      required: true,
      flagOnly: true,
      parse: parseTag,
    },
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  resume: asItWas,
  view: () => import("../../../render/views/tagged.ts"),
  load: () => import("./set.ts"),
});
