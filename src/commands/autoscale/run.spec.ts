import { QuantsError } from "../../core/errors.ts";
import { defineCommand } from "../definition/command.ts";
import { argument } from "../definition/option.ts";
import { DRY_RUN, REGION, YES } from "../definition/options.ts";
import { goingOn } from "../infra/create/notes.ts";
import { CHANGES, ENGINE } from "../tenant/options.ts";
import { MAKING } from "../worker/options.ts";
import { SCALE_NOTES, SCALE_RESUMING } from "./notes.ts";

export const spec = defineCommand({
  name: "run",
  summary: "add a worker where one is needed, or give one up; for a timer",
  about:
    "Prometheus says how busy each pool is; the thresholds are in the platform's file. At most one change a run: " +
    "first what an earlier run left half done, then a pool in which a tenant waits, then other additions, then " +
    "removals. A pool that is not measured holds, and the exit status is 8 then. A worker is given up only if all " +
    "of its tenants find places on the others, and only if `worker add` or an earlier run made its server; " +
    "a protected one stays.",
  examples: [
    "quants-ctl autoscale run --dry-run",
    "quants-ctl autoscale run platform.yml --max-workers 5 --key-pair ops --output json",
  ],
  argument: argument({
    name: "[file]",
    help: "description of the platform, as with --platform",
    as: "platform",
  }),
  options: [
    {
      flags: "--prometheus <url>",
      help: "address of the Prometheus that measures the platform",
      default: "that of the platform's file",
      role: "how",
    },
    { flags: "--pool <pool>", help: "only this pool", role: "which" },
    {
      flags: "--max-workers <number>",
      help: "no pool gets more workers than this",
      default: "max_workers of each pool",
      role: "how",
      range: [0, 9999],
      parse: parseMost,
    },
    ...ENGINE,
    REGION,
    ...MAKING,
    ...CHANGES,
    { ...YES, help: "accepted for scripts: the command never asks" },
    DRY_RUN,
  ],
  notes: SCALE_NOTES,
  resuming: SCALE_RESUMING,
  resume: ({ options, noted, resuming }) => {
    const change = noted.change ?? resuming.change;
    return {
      options,
      resuming: { ...goingOn({ noted, resuming }, false), ...(change && { change }) },
    };
  },
  view: () => import("../../render/views/autoscale.ts"),
  load: () => import("./run.ts"),
});

function parseMost(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new QuantsError("invalid_input", `"${text}" is not a number of workers.`, {
    hint: "Give a whole number from 0 to 9999.",
    resource: text,
  });
}
