import { parseAge } from "../../core/time/duration.ts";
import { defineCommand } from "../definition/command.ts";
import { POLL_INTERVAL } from "../definition/options.ts";
import { NAME, WHERE } from "./options.ts";

export const spec = defineCommand({
  name: "logs",
  summary: "print the logs of a stack, or follow them",
  about:
    "Reads the log groups in the state, and those that Airflow makes by itself. A line is its time, its group and " +
    "its message; with --output json an object a line. With --follow it goes on until Ctrl-C.",
  examples: [
    "quants-ctl stack logs mwaa --task --follow",
    "quants-ctl stack logs rag-api --since 6h --group '*qdrant*'",
  ],
  argument: NAME,
  options: [
    ...WHERE,
    { flags: "--dag-processing", help: "of Airflow: what reads the DAG files", flagOnly: true },
    { flags: "--scheduler", help: "of Airflow: the scheduler", flagOnly: true },
    { flags: "--task", help: "of Airflow: tasks", flagOnly: true },
    { flags: "--worker", help: "of Airflow: workers", flagOnly: true },
    { flags: "--webserver", help: "of Airflow: the web server", flagOnly: true },
    {
      flags: "--group <pattern>",
      help: "only log groups of this name or pattern; repeat it for several",
      repeat: true,
      flagOnly: true,
    },
    {
      flags: "--since <age>",
      help: "how far back: 30m, 6h, 7d",
      default: "1h",
      flagOnly: true,
      parse: (text) => parseAge(text, "age"),
    },
    { flags: "--follow", help: "go on with what is written from now on", flagOnly: true },
    { ...POLL_INTERVAL, flagOnly: true },
  ],
  load: () => import("./logs.ts"),
});
