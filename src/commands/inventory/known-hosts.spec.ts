import { defineCommand } from "../definition/command.ts";
import { HOSTS, ADDRESS } from "./options.ts";

export const spec = defineCommand({
  name: "known-hosts",
  summary: "print or write a known_hosts file of the hosts' own keys",
  about:
    "Prints the SSH host keys that Lightsail recorded of each instance as a known_hosts file, so " +
    "that ssh and Ansible can check whom they talk to from the first connection on. A line counts " +
    "for the host's address and, with HostKeyAlias, for its name. A host whose keys can't be had " +
    "is an error, and nothing is printed or written then.",
  examples: [
    "quants-ctl inventory known-hosts --output known_hosts",
    "ssh -o UserKnownHostsFile=known_hosts -o StrictHostKeyChecking=yes ubuntu@203.0.113.7",
  ],
  options: [
    {
      flags: "-o, --output <file>",
      help: "write to this file, whole or not at all, readable by you alone",
      property: "file",
      flagOnly: true,
    },
    ...HOSTS,
    ADDRESS,
    {
      flags: "--allow-missing",
      help: "leave out hosts that have no key yet, with a warning",
      flagOnly: true,
    },
  ],
  load: () => import("./known-hosts.ts"),
});
