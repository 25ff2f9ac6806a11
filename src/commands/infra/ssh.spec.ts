import { ONE_NAME_ARGUMENT, ONE_NAME, REGION } from "../definition/options.ts";
import { SSH_OPTIONS } from "./ssh/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
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
  extra: { name: "[command...]", help: "after --: what to run there" },
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
  load: () => import("./ssh.ts"),
});
