import { parseMoment } from "../core/time/moment.ts";
import { parseCount } from "./count.ts";
import { DRY_RUN, LIST_OPTIONS, YES } from "./globals.ts";
import type { CommandSpec } from "./spec.ts";

export const journal: readonly CommandSpec[] = [
  {
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
        help: "only those about this, or a pattern in quotes ('web-*'); repeat it for several",
        repeat: true,
        flagOnly: true,
      },
      { flags: "--user <name>", help: "only those that this user ran", flagOnly: true },
      {
        flags: "--limit <number>",
        help: "the newest so many (default: 20; of the unfinished all)",
        flagOnly: true,
        parse: (text) => parseCount(text, "limit"),
      },
      ...LIST_OPTIONS,
    ],
    load: () => import("../commands/infra/log.ts"),
  },
  {
    name: "undo",
    summary: "undo a finished change of tags, ports, addresses, or a start or stop",
    about:
      "Gives what an operation of the journal changed the values that it had, and shows them before it asks; " +
      "without a terminal it needs --yes. What somebody changed since is only overwritten with --force. What " +
      "is deleted or released can't be had again; what was begun and not finished is infra resume's, with --undo.",
    examples: ["quants-ctl infra log", "quants-ctl infra undo ID --dry-run"],
    argument: { name: "<id>", help: "operation to undo; see infra log" },
    options: [
      { flags: "-f, --force", help: "even where somebody changed it since", flagOnly: true },
      YES,
      DRY_RUN,
    ],
    resume: (options) => options,
    load: () => import("../commands/infra/undo.ts"),
  },
  {
    name: "resume",
    summary: "finish or undo the last interrupted operation",
    about:
      "Takes up the newest operation of this account that was interrupted or failed; one of more than a " +
      "week ago has to be named with --id. Shows what is going to be done and asks; without a terminal it needs --yes. Then its command is run again so that it goes on where it stopped, or with --undo what it made is removed. It is about what the " +
      "command met then: what a pattern would meet by now, or has the name of what is gone, stays as it is, and what somebody removed since is not made again.",
    examples: [
      "quants-ctl infra resume",
      "quants-ctl infra resume --undo --yes",
      "quants-ctl infra resume --dismiss --before yesterday",
    ],
    options: [
      { flags: "--id <id>", help: "this operation; see infra log", flagOnly: true },
      { flags: "--undo", help: "undo it instead of finishing it", flagOnly: true },
      {
        flags: "--dismiss",
        help: "mark it as over, whatever it left; makes no call, and needs --id, --before or --all",
        flagOnly: true,
      },
      { flags: "--all", help: "with --dismiss: every unfinished one", flagOnly: true },
      {
        flags: "--before <time>",
        help: "with --dismiss: those that began before 2h ago, yesterday, 2026-11-28T10:00Z",
        flagOnly: true,
        parse: (text) => parseMoment(text, "time"),
      },
      YES,
      DRY_RUN,
    ],
    load: () => import("../commands/infra/resume.ts"),
  },
];
