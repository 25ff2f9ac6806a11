import { asItWas } from "../../definition/resumption.ts";
import { NAMES_ARGUMENT, DRY_RUN, CHANGE_TIMEOUT } from "../../definition/options.ts";
import { parseTagKey } from "../../../core/instances/tags.ts";
import { defineCommand } from "../../definition/command.ts";
import { WHICH } from "./options.ts";

export const spec = defineCommand({
  name: "remove",
  summary: "remove tags by their keys",
  examples: ["quants-ctl infra tag remove --name dev-monitor --key Team"],
  argument: NAMES_ARGUMENT,
  options: [
    ...WHICH,
    {
      flags: "--key <key>",
      help: "key of a tag; repeat it for several",
      repeat: true,
      required: true,
      flagOnly: true,
      parse: parseTagKey,
    },
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  resume: asItWas,
  view: () => import("../../../render/views/tagged.ts"),
  load: () => import("./remove.ts"),
});
