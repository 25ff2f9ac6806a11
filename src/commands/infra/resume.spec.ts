import { parseMoment } from "../../core/time/moment.ts";
import { YES, DRY_RUN } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "resume",
  summary: "finish or undo the last interrupted operation",
  about:
    "Resumes the newest operation of this account that was interrupted or failed; one more than a " +
    "week old has to be named with --id. Shows what will change and asks; without a terminal it needs --yes. Then its command is run again so that it goes on where it stopped, or with --undo what it made is removed. It is about what the " +
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
      help: "mark it as finished, whatever it left; makes no calls, and needs --id, --before or --all",
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
  view: () => import("../../render/views/operation.ts"),
  load: () => import("./resume.ts"),
});
