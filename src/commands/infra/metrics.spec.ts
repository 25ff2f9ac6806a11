import { ONE_NAME_ARGUMENT, ONE_NAME, REGION, ANSWER_TIMEOUT } from "../definition/options.ts";
import { METRIC_NAMES, METRICS } from "../../core/instances/metrics.ts";
import { parseAge, parseDuration } from "../../core/time/duration.ts";
import { defineCommand } from "../definition/command.ts";

const KINDS = METRIC_NAMES.map((name) => `${name} (${METRICS[name].about.toLowerCase()})`);

export const spec = defineCommand({
  name: "metrics",
  summary: "show how busy an instance was",
  about:
    "Shows what Lightsail measured on an instance: bars on a terminal, numbers elsewhere. " +
    `Measured are ${KINDS.join(", ")}; status is measured every minute, all else every five.`,
  examples: [
    "quants-ctl infra metrics dev-monitor",
    "quants-ctl infra metrics --name dev-monitor --metric cpu --since 7d --output json",
  ],
  argument: ONE_NAME_ARGUMENT,
  options: [
    ONE_NAME,
    {
      flags: "-m, --metric <name>",
      help: `${METRIC_NAMES.join(", ")}; repeat it or use commas`,
      default: "all",
      repeat: true,
      commas: true,
      choices: METRIC_NAMES,
      flagOnly: true,
    },
    {
      flags: "--since <age>",
      help: "from how long ago, e.g. 90m, 6h, 7d",
      default: "6h",
      flagOnly: true,
      parse: (text) => parseAge(text, "time to look back"),
    },
    {
      flags: "--period <duration>",
      help: "what one point stands for, e.g. 5m, 1h",
      default: "as it fits",
      flagOnly: true,
      parse: (text) => parseDuration(text, "period"),
    },
    REGION,
    ANSWER_TIMEOUT,
  ],
  view: () => import("../../render/views/metrics.ts"),
  load: () => import("./metrics.ts"),
});
