import {
  NAMES_ARGUMENT,
  TARGETS,
  REGIONS,
  ONLY_STATUS,
  ANSWER_TIMEOUT,
} from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "info",
  aliases: ["show"],
  summary: "show one instance: address, firewall, hardware, price, ssh command",
  examples: [
    "quants-ctl infra info --name dev-monitor",
    "quants-ctl infra info --name dev-monitor --field public_ip",
  ],
  argument: NAMES_ARGUMENT,
  options: [
    ...TARGETS,
    REGIONS,
    ONLY_STATUS,
    { flags: "--field <key>", help: "print only this value of the record", flagOnly: true },
    ANSWER_TIMEOUT,
  ],
  view: () => import("../../render/views/info.ts"),
  load: () => import("./info.ts"),
});
