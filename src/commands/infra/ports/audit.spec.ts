import {
  ANSWER_TIMEOUT,
  TARGETS,
  STATUSES,
  REGION,
  LIST_OPTIONS,
} from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";

export const spec = defineCommand({
  name: "audit",
  summary: "list what is open to the world, in all regions",
  about:
    "One call per region. critical lets in whoever guesses a password: SSH, RDP, databases, " +
    "Docker, or everything; high should be visible to few, and covers ports of no known service; " +
    "low is for services that face the world: web servers, WireGuard, ping. A source wider than an IPv4 /8 or a " +
    "public IPv6 /16 counts as the world.",
  examples: [
    "quants-ctl infra ports audit",
    "quants-ctl infra ports audit --severity critical --fail-on-open --output json",
  ],
  options: [
    ANSWER_TIMEOUT,
    ...TARGETS,
    STATUSES,
    {
      flags: REGION.flags,
      help: "region, several joined by commas, or all",
      default: "all",
      flagOnly: true,
    },
    {
      flags: "--severity <severity>",
      help: "only critical, high or low; repeat it or use commas",
      repeat: true,
      commas: true,
      choices: ["critical", "high", "low"],
      flagOnly: true,
    },
    { flags: "--fail-on-open", help: "exit with 5 when there is any", flagOnly: true },
    ...LIST_OPTIONS,
  ],
  load: () => import("./audit.ts"),
});
