import { SETTABLE } from "../../core/dns/target.ts";
import { CHANGE_TIMEOUT, DRY_RUN, YES } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { byItsValues } from "../definition/resumption.ts";
import { ENTRY_NAME, ENTRY_NOTES, ENTRY_RESUMING, ZONE } from "./options.ts";

const TYPES = [...SETTABLE, "SOA"] as const;

export const spec = defineCommand({
  name: "remove",
  aliases: ["rm"],
  summary: "remove the entries of a name and type, or one of them",
  about:
    "Shows what will be removed and asks for the name; without a terminal it needs --yes. The NS and SOA " +
    "entries of the zone itself are Lightsail's own, and stay. infra undo brings back what was removed.",
  examples: [
    "quants-ctl dns remove example.com --name old --type A",
    'quants-ctl dns remove example.com --name @ --type MX --target "10 mail.example.net"',
  ],
  argument: ZONE,
  options: [
    ENTRY_NAME,
    {
      flags: "--type <type>",
      role: "which",
      help: `type of the entry: ${TYPES.join(", ")}`,
      choices: TYPES,
      required: true,
      flagOnly: true,
    },
    {
      flags: "--target <value>",
      role: "which",
      help: "only the one that points at this",
      flagOnly: true,
    },
    { flags: "--if-exists", help: "succeed when there is none", flagOnly: true, role: "how" },
    YES,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  notes: ENTRY_NOTES,
  resuming: ENTRY_RESUMING,
  resume: ({ options, noted: { before, after }, resuming }) => ({
    options: { ...options, ifExists: true },
    resuming: {
      ...(before !== undefined && after !== undefined && { before, after }),
      ...resuming,
    },
  }),
  undo: byItsValues,
  view: () => import("../../render/views/dns-changed.ts"),
  load: () => import("./remove.ts"),
});
