import { checkName } from "../../core/instances/names.ts";
import { defineCommand } from "../definition/command.ts";
import { parsePort } from "../definition/numbers.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION, YES } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { KEY_ARGUMENT, KEY_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "rotate",
  summary: "replace the key inside instances with that of another key pair",
  about:
    "For each instance that holds the key: adds the new public key over SSH, proves that the new private key " +
    "opens the instance, and only then removes the old one, logged in with the new key. At any point one of the two " +
    "opens it. Lightsail goes on showing the key pair that an instance was created with: the tag quants-ctl:key-pair " +
    "names the one in use, and infra resize creates copies with it. Only the keys of the login name are changed; " +
    "servers are checked against the host keys that Lightsail recorded.",
  examples: [
    "quants-ctl key rotate ops-2025 --to ops-2026 --identity ~/.ssh/ops-2025.pem --new-identity ~/.ssh/ops-2026.pem",
  ],
  argument: KEY_ARGUMENT,
  options: [
    { ...KEY_NAME, help: "name of the key pair to replace" },
    {
      flags: "--to <name>",
      help: "key pair that replaces it",
      required: true,
      flagOnly: true,
      names: "key_pairs",
      parse: (text) => checkName(text, "key pair name"),
    },
    {
      flags: "-i, --identity <file>",
      help: "private key of the old pair",
      required: true,
      flagOnly: true,
    },
    {
      flags: "--new-identity <file>",
      help: "private key of the new pair",
      required: true,
      flagOnly: true,
    },
    {
      flags: "--instance <name>",
      help: "only this instance; repeat it for several, patterns in quotes",
      default: "all that hold the old key",
      repeat: true,
      flagOnly: true,
      names: "instances",
      role: "which",
    },
    {
      flags: "-u, --user <name>",
      help: "login name",
      default: "the image's",
      flagOnly: true,
    },
    {
      flags: "-p, --port <number>",
      help: "port of the SSH server",
      default: "22",
      flagOnly: true,
      parse: parsePort,
    },
    REGION,
    YES,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  resume: asItWas,
  view: () => import("../../render/views/rotated.ts"),
  load: () => import("./rotate.ts"),
});
