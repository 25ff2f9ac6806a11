import { parseMoment } from "../../core/time/moment.ts";
import { parseCount } from "../definition/numbers.ts";
import { LIST_OPTIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "log",
  summary: "show what was changed with this tool, and how it ended",
  about:
    "Reads the journal: each command that changed something, its calls with their request ids, and how " +
    "it ended. It is kept on this machine, readable by you alone, without secrets.",
  examples: [
    "quants-ctl infra log --since yesterday --name 'web-*'",
    "quants-ctl infra log --unfinished",
    "quants-ctl infra log --id ID --output json",
  ],
  options: [
    { flags: "--id <id>", help: "show this operation with all its calls", flagOnly: true },
    {
      flags: "--unfinished",
      help: "only those that were interrupted or failed, and not finished since",
      flagOnly: true,
    },
    {
      flags: "--since <time>",
      help: "only those that began since then: 2h (ago), yesterday, 2026-11-28T10:00Z (UTC)",
      flagOnly: true,
      parse: (text) => parseMoment(text, "time"),
    },
    {
      flags: "--until <time>",
      help: "only those that began before then",
      flagOnly: true,
      parse: (text) => parseMoment(text, "time"),
    },
    {
      flags: "-n, --name <name>",
      role: "which",
      help: "only those about this, or a pattern in quotes ('web-*'); repeat it for several",
      repeat: true,
      flagOnly: true,
    },
    { flags: "--user <name>", help: "only those that this user ran", flagOnly: true },
    {
      flags: "--limit <number>",
      help: "the newest so many",
      default: "20; of the unfinished all",
      flagOnly: true,
      parse: (text) => parseCount(text, "limit"),
    },
    ...LIST_OPTIONS,
  ],
  view: () => import("../../render/views/operation.ts"),
  load: () => import("./log.ts"),
});
