import { ONE_NAME_ARGUMENT, ONE_NAME, REGION, ANSWER_TIMEOUT } from "../definition/options.ts";
import { SSH_OPTIONS } from "./ssh/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "doctor",
  summary: "find out why an instance can't be reached",
  about:
    "Looks at an instance from the outside in: its state, address and firewall, whether an SSH server " +
    "answers, whether it is the one whose keys Lightsail recorded, and with --login whether it lets " +
    "you in. Each finding comes with its cure. The status is 0 when no problem was found, else 1.",
  examples: [
    "quants-ctl infra doctor dev-monitor",
    "quants-ctl infra doctor --name dev-monitor --login --identity ~/.ssh/dev.pem --from 203.0.113.7",
  ],
  argument: ONE_NAME_ARGUMENT,
  options: [
    ONE_NAME,
    REGION,
    { flags: "--login", help: "try to log in, with your key", flagOnly: true },
    {
      flags: "--from <address>",
      help: "where you come from, for the firewall; my-ip asks; repeat it",
      default: "QUANTS_CTL_MY_IP",
      repeat: true,
      commas: true,
      flagOnly: true,
    },
    ...SSH_OPTIONS,
    ANSWER_TIMEOUT,
  ],
  view: () => import("../../render/views/finding.ts"),
  load: () => import("./doctor.ts"),
});
