import { parseTag, parseTagKey } from "../core/instances/tags.ts";
import { CHANGE_TIMEOUT, DRY_RUN, NAMES_ARGUMENT, REGIONS, STATUSES, TARGETS } from "./globals.ts";
import type { GroupSpec, OptionSpec } from "./spec.ts";

const WHICH: readonly OptionSpec[] = [...TARGETS, { ...STATUSES, flagOnly: true }, REGIONS];

export const tag: GroupSpec = {
  name: "tag",
  summary: "set and remove tags of instances",
  about:
    "Tags choose instances (--selector), put them into Ansible groups, say how they are backed up, and " +
    "protect them: Protected=true or CriticalLevel=critical.",
  commands: [
    {
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
      resume: (options) => options,
      load: () => import("../commands/infra/tag/set.ts"),
    },
    {
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
      resume: (options) => options,
      load: () => import("../commands/infra/tag/remove.ts"),
    },
  ],
};
