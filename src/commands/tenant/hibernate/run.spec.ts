import { defineCommand } from "../../definition/command.ts";
import { DRY_RUN, LIST_OPTIONS } from "../../definition/options.ts";
import { asItWas } from "../../definition/resumption.ts";
import { CHANGES, ENGINE } from "../options.ts";

export const spec = defineCommand({
  name: "run",
  summary: "let every tenant sleep that nobody uses, by its tier; for a timer",
  about:
    "A tenant is idle when Prometheus says so, by the platform's idle_query; one that is not measured is not " +
    "idle. Before its bots stop, the platform's veto command is asked whether orders or positions are open; " +
    "without an answer it stays awake. What each tier allows is in the platform's file. Nothing is woken.",
  examples: [
    "quants-ctl tenant hibernate run --dry-run",
    "quants-ctl tenant hibernate run --output json",
  ],
  options: [
    {
      flags: "--prometheus <url>",
      help: "address of the Prometheus that measures the platform",
      default: "that of the platform's file",
      role: "how",
    },
    ...ENGINE,
    ...CHANGES,
    DRY_RUN,
    ...LIST_OPTIONS,
  ],
  resume: asItWas,
  load: () => import("./run.ts"),
});
