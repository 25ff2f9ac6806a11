import { string } from "../../core/journal/shapes.ts";
import { defineCommand } from "../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION } from "../definition/options.ts";
import { KEY_ARGUMENT, KEY_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "create",
  summary: "let Lightsail make a key pair, and keep its private key in a file",
  about:
    "Lightsail hands out the private key once. It is written only to the file, readable by you alone. The file must " +
    "not exist yet: it is reserved before the key pair is created, and never overwritten. Nothing is done when the " +
    "key pair exists and the file holds its private key. If the private key was lost on the way, repeat the " +
    "command: it creates the pair again. A key pair that somebody else created is never replaced.",
  examples: ["quants-ctl key create ops-2026 --private-key ~/.ssh/ops-2026.pem"],
  argument: KEY_ARGUMENT,
  options: [
    KEY_NAME,
    {
      flags: "--private-key <file>",
      help: "file for the private key; it must not exist yet",
      required: true,
      flagOnly: true,
    },
    REGION,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  notes: {
    /** That of the tag of what it was to make. */
    request: string,
  },
  resuming: { request: string },
  resume: ({ options, noted: { request }, resuming }) => ({
    options,
    resuming: { ...resuming, ...(request !== undefined && { request }) },
  }),
  undo: ({ options: { name }, noted: { request } }) => ({
    path: "key delete",
    options: { name, ifExists: true },
    ...(request !== undefined && { resuming: { request } }),
  }),
  view: () => import("../../render/views/key-pair.ts"),
  load: () => import("./create.ts"),
});
