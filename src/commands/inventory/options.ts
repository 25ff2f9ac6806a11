import { ANSWER_TIMEOUT_FLAG, REGIONS, TARGETS, STATUSES } from "../definition/options.ts";
import { option, optionList } from "../definition/option.ts";

/** Where hosts come from, and which of them count. */
export const SOURCES = optionList([
  {
    flags: "--source <names>",
    help: "lightsail, terraform, config, joined by commas; the later one wins",
    default: "lightsail",
    repeat: true,
    commas: true,
    choices: ["lightsail", "terraform", "config"],
  },
  {
    flags: "--terraform-dir <dir>",
    help: "for --source terraform: the stack whose state is read",
  },
  {
    flags: "--state-file <file>",
    help: "for --source terraform: a state, raw or as show -json prints it",
  },
  { flags: "--workspace <name>", help: "Terraform workspace", default: "the one selected" },
  REGIONS,
  {
    flags: "--filter <key=value>",
    inFile: "map or list",
    help: "only hosts with this tag, status, region or name; != excludes, * and ? match; repeat it",
    repeat: true,
  },
]);

/** Of every command on inventories. */
export const HOSTS = optionList([
  ANSWER_TIMEOUT_FLAG,
  ...SOURCES,
  ...TARGETS,
  { ...STATUSES, flagOnly: true },
]);

export const GROUP_BY = option({
  flags: "--group-by <keys>",
  help: "further groups: region, availability_zone, status, environment, service, tag:KEY",
  repeat: true,
  commas: true,
});

export const ADDRESS = option({
  flags: "--address <kind>",
  help: "public, private, ipv6, or auto: public, else IPv6",
  default: "auto",
  choices: ["public", "private", "ipv6", "auto"],
});
