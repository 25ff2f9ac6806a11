import { checkName } from "../../core/instances/names.ts";
import { SETTABLE } from "../../core/dns/target.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { byItsValues } from "../definition/resumption.ts";
import { ENTRY_NAME, ENTRY_NOTES, ENTRY_RESUMING, ZONE } from "./options.ts";

export const spec = defineCommand({
  name: "set",
  summary: "make an entry, or change the one of its name and type",
  about:
    "Where there are several of that name and type, --add puts it beside them and --replace makes it the " +
    "only one. --region says where the instance or load balancer is that it points at. Nothing is changed " +
    "when the entry is there already.",
  examples: [
    "quants-ctl dns set example.com --name www --type A --target 203.0.113.10",
    "quants-ctl dns set example.com --name api --type A --target prod-api-1",
    "quants-ctl dns set example.com --name @ --type A --alias-of front",
    'quants-ctl dns set example.com --name @ --type MX --target "10 mail.example.net" --add',
  ],
  argument: ZONE,
  options: [
    ENTRY_NAME,
    {
      flags: "--type <type>",
      role: "which",
      help: `type of the entry: ${SETTABLE.join(", ")}`,
      choices: SETTABLE,
      required: true,
      flagOnly: true,
    },
    {
      flags: "--target <value>",
      help: "what it points at; for A and AAAA an address, or an instance that has one",
      flagOnly: true,
    },
    {
      flags: "--alias-of <name>",
      help: "point it at this load balancer, as an alias",
      flagOnly: true,
      parse: (text) => checkName(text, "load balancer name"),
    },
    { flags: "--add", help: "beside others of that name and type", flagOnly: true },
    { flags: "--replace", help: "instead of all others of that name and type", flagOnly: true },
    REGION,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  notes: ENTRY_NOTES,
  resuming: ENTRY_RESUMING,
  resume: ({ options, noted: { before, after }, resuming }) => ({
    options,
    resuming: {
      ...(before !== undefined && after !== undefined && { before, after }),
      ...resuming,
    },
  }),
  undo: byItsValues,
  view: () => import("../../render/views/dns-changed.ts"),
  load: () => import("./set.ts"),
});
