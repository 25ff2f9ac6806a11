import { FIREWALL_NOTES, undoFirewall } from "./notes.ts";
import { asItWas } from "../../definition/resumption.ts";
import { YES, DRY_RUN, CHANGE_TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { RULES_HELP, CIDR, WORLD, TYPED_CHOICE, PLAN } from "./options.ts";

export const spec = defineCommand({
  name: "close",
  summary: "close ports, or with --cidr take away some sources",
  about: PLAN,
  examples: [
    "quants-ctl infra ports close http --name dev-monitor",
    "quants-ctl infra ports close ssh --world --name dev-monitor --yes",
  ],
  argument: { name: "<rules...>", help: RULES_HELP, names: "ports" },
  options: [CIDR, WORLD, ...TYPED_CHOICE, YES, DRY_RUN, CHANGE_TIMEOUT],
  resume: asItWas,
  notes: FIREWALL_NOTES,
  undo: undoFirewall,
  view: () => import("../../../render/views/ports-changed.ts"),
  load: () => import("./close.ts"),
});
