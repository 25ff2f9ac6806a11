import { stringByKey } from "../../../core/journal/shapes.ts";
import { CHANGE_TIMEOUT, REGION, YES, DRY_RUN } from "../../definition/options.ts";
import { openByName } from "../../definition/only-open.ts";
import { defineCommand } from "../../definition/command.ts";
import { IP_NAME_ARGUMENT, IP_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "release",
  summary: "give static IPs back; the addresses can't be recovered",
  about:
    "Shows the addresses and asks for the name of one or the count of several; without a terminal it needs " +
    "--yes. One that an instance holds is not released, unless with --force.",
  examples: [
    "quants-ctl infra ip release --name dev-monitor-static-ip",
    "quants-ctl infra ip release --name old-1 --name old-2 --if-exists --yes",
  ],
  argument: { ...IP_NAME_ARGUMENT, name: "[names...]", help: "static IPs, as with --name" },
  options: [
    { ...IP_NAME, help: "name of the static IP; repeat it for several", repeat: true },
    CHANGE_TIMEOUT,
    REGION,
    { flags: "-f, --force", role: "how", help: "even one that an instance holds", flagOnly: true },
    { flags: "--if-exists", help: "succeed when it no longer exists", flagOnly: true, role: "how" },
    YES,
    DRY_RUN,
  ],
  notes: { addresses: stringByKey },
  resuming: {
    /** The addresses that were to be released, by name. */
    confirmed: stringByKey,
  },
  resume: ({ options, noted: { addresses }, resuming: { confirmed = addresses }, open }) => ({
    options: { ...options, ifExists: true },
    ...(confirmed !== undefined && { resuming: { confirmed: openByName(confirmed, open) } }),
  }),
  view: () => import("../../../render/views/ip.ts"),
  load: () => import("./release.ts"),
});
