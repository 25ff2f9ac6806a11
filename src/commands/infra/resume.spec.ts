import { parseMoment } from "../../core/time/moment.ts";
import { YES, DRY_RUN } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "resume",
  summary: "finish or undo the last interrupted operation",
  about:
    "Resumes the newest operation of this account that was interrupted or failed; one more than a " +
    "week old must be named with --id. Shows what will change and asks; without a terminal it needs " +
    "--yes. Then it runs the command again, which continues where it stopped, or with --undo removes " +
    "what the command created. Only what the command had selected is touched: later matches of a " +
    "pattern, and others that now have the name of something gone, stay as they are, and what " +
    "somebody has removed since is not created again.",
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
