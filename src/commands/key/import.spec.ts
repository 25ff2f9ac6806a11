import { string } from "../../core/journal/shapes.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { KEY_ARGUMENT, KEY_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "import",
  summary: "give Lightsail a public key, for instances that are made later",
  about:
    "Nothing is done when the key is there already under that name; another key under the name is never " +
    "replaced. The private key stays where it is.",
  examples: ["quants-ctl key import ops-2026 --public-key ~/.ssh/ops-2026.pub"],
  argument: KEY_ARGUMENT,
  options: [
    KEY_NAME,
    {
      flags: "--public-key <file>",
      help: "file with the OpenSSH public key, ssh-ed25519 or ssh-rsa",
      required: true,
      flagOnly: true,
    },
    REGION,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  notes: {
    /** Of the key that it was to import. */
    fingerprint: string,
  },
  resuming: { fingerprint: string },
  resume: ({ options, noted: { fingerprint }, resuming }) => ({
    options,
    resuming: { ...(fingerprint !== undefined && { fingerprint }), ...resuming },
  }),
  undo: ({ options: { name }, noted: { fingerprint } }) => ({
    path: "key delete",
    options: { name, ifExists: true },
    ...(fingerprint !== undefined && { resuming: { made: fingerprint } }),
  }),
  view: () => import("../../render/views/key-pair.ts"),
  load: () => import("./import.ts"),
});
