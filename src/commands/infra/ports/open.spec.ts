import { FIREWALL_NOTES, undoFirewall } from "./notes.ts";
import { asItWas } from "../../definition/resumption.ts";
import { YES, DRY_RUN, CHANGE_TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { RULES_HELP, CIDR, WORLD, TYPED_CHOICE, PLAN } from "./options.ts";

export const spec = defineCommand({
  name: "open",
  summary: "open ports to sources; those that are let in already stay",
  about:
    `Nothing is opened to the world unless --world says so. ${PLAN} With my-ip the address comes from ` +
    "checkip.amazonaws.com, or taken from QUANTS_CTL_MY_IP; the sandbox needs it set.",
  examples: [
    "quants-ctl infra ports open ssh --cidr my-ip --name dev-monitor",
    "quants-ctl infra ports open prometheus grafana --cidr 203.0.113.0/24 --selector Service=monitor",
    "quants-ctl infra ports open https@world tcp/8000-8010@10.0.0.0/8 --name dev-exec-1 --yes",
  ],
  argument: { name: "<rules...>", help: RULES_HELP, names: "ports" },
  options: [CIDR, WORLD, ...TYPED_CHOICE, YES, DRY_RUN, CHANGE_TIMEOUT],
  resume: asItWas,
  notes: FIREWALL_NOTES,
  undo: undoFirewall,
  view: () => import("../../../render/views/ports-changed.ts"),
  load: () => import("./open.ts"),
});
