import { ANSWER_TIMEOUT_FLAG } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { ZONE } from "./options.ts";

export const spec = defineCommand({
  name: "export",
  summary: "print or write a zone as a zone file",
  about:
    "Writes a zone file (RFC 1035), which name servers and other DNS services read, always in the same order. " +
    "Aliases of load balancers have no form there: they become comments that dns import reads back.",
  examples: [
    "quants-ctl dns export example.com",
    "quants-ctl dns export example.com --file example.com.zone",
  ],
  argument: ZONE,
  options: [
    {
      flags: "--file <file>",
      help: "write to this file, whole or not at all",
      flagOnly: true,
    },
    ANSWER_TIMEOUT_FLAG,
  ],
  load: () => import("./export.ts"),
});
