import { ONE_NAME, ONE_NAME_ARGUMENT, REGION } from "./globals.ts";
import { parsePort } from "./count.ts";
import type { CommandSpec, OptionSpec } from "./spec.ts";

/** How one logs in. */
export const SSH_OPTIONS: readonly OptionSpec[] = [
  {
    flags: "-i, --identity <file>",
    help: "private key (default: ssh's own choice)",
    flagOnly: true,
  },
  {
    flags: "-u, --user <name>",
    help: "login name (default: the image's)",
    flagOnly: true,
  },
  {
    flags: "-p, --port <number>",
    help: "port of the SSH server (default: 22)",
    flagOnly: true,
    parse: parsePort,
  },
  {
    flags: "--address <address>",
    help: "connect here, e.g. in a private network (default: the public address, else IPv6)",
    flagOnly: true,
  },
];

export const ssh: CommandSpec = {
  name: "ssh",
  summary: "log in to an instance, or run a command there",
  about:
    "Runs the system's ssh with the instance's address and login name, and checks the server by the " +
    "host keys that Lightsail recorded: from the first connection on, and never by asking. The exit " +
    "status is ssh's own. Your ~/.ssh/config and ssh-agent count as ever. A command behind -- is put " +
    "together and read by the remote shell, as ssh does it.",
  examples: [
    "quants-ctl infra ssh dev-monitor",
    "quants-ctl infra ssh --name dev-monitor --identity ~/.ssh/dev.pem -- uptime",
  ],
  argument: ONE_NAME_ARGUMENT,
  extra: { name: "[command...]", help: "behind --: what to run there" },
  options: [
    ONE_NAME,
    REGION,
    ...SSH_OPTIONS,
    {
      flags: "--accept-new",
      help: "while Lightsail knows no host keys: trust the first one that answers",
      flagOnly: true,
    },
  ],
  load: () => import("../commands/infra/ssh.ts"),
};
