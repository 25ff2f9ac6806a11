import { string } from "../../core/journal/shapes.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION, YES } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { KEY_ARGUMENT, KEY_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "delete",
  aliases: ["rm"],
  summary: "delete a key pair",
  about:
    "Shows which instances were made with it and asks for its name; without a terminal it needs --yes. These " +
    "instances keep the public key: whoever has the private key still gets in.",
  examples: ["quants-ctl key delete ops-2025"],
  argument: KEY_ARGUMENT,
  options: [
    KEY_NAME,
    CHANGE_TIMEOUT,
    REGION,
    { flags: "--if-exists", help: "succeed when it no longer exists", flagOnly: true, role: "how" },
    YES,
    DRY_RUN,
  ],
  notes: {
    /** Tells it from a later one of the same name. */
    identity: string,
  },
  resuming: {
    /** What the interrupted run was to delete. */
    confirmed: string,
    /** Only one with this fingerprint. */
    made: string,
    /** Only one that this request made. */
    request: string,
  },
  resume: ({ options, noted: { identity }, resuming: { confirmed = identity, ...resuming } }) => ({
    options: { ...options, ifExists: true },
    resuming: { ...resuming, ...(confirmed !== undefined && { confirmed }) },
  }),
  view: () => import("../../render/views/key-pair.ts"),
  load: () => import("./delete.ts"),
});
