import { FIREWALL_NOTES, undoFirewall } from "./notes.ts";
import { asItWas } from "../../definition/resumption.ts";
import { YES, DRY_RUN, CHANGE_TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { RULES_HELP, WANTED, TYPED_CHOICE, PLAN } from "./options.ts";

export const spec = defineCommand({
  name: "set",
  summary: "make the firewall exactly these rules",
  about: PLAN,
  examples: [
    "quants-ctl infra ports set ssh@203.0.113.0/24 https@world --name dev-monitor",
    "quants-ctl infra ports set --rules firewall.yml --selector Service=monitor --dry-run",
  ],
  argument: { name: "[rules...]", help: RULES_HELP, names: "ports" },
  options: [...WANTED, ...TYPED_CHOICE, YES, DRY_RUN, CHANGE_TIMEOUT],
  resume: asItWas,
  notes: FIREWALL_NOTES,
  undo: undoFirewall,
  view: () => import("../../../render/views/ports-changed.ts"),
  load: () => import("./set.ts"),
});
