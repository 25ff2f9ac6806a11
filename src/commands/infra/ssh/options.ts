import { optionList } from "../../definition/option.ts";
import { parsePort } from "../../definition/numbers.ts";

/** How one logs in. */
export const SSH_OPTIONS = optionList([
  {
    flags: "-i, --identity <file>",
    help: "private key",
    default: "ssh's own choice",
    flagOnly: true,
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
  {
    flags: "--address <address>",
    help: "connect here, e.g. in a private network",
    default: "the public address, else IPv6",
    flagOnly: true,
  },
]);
