import { parseDuration } from "../core/time/duration.ts";
import { QuantsError } from "../core/errors.ts";
import { OUTPUTS, OUTPUT_SYNONYMS, PROVIDERS } from "../core/settings.ts";
import type { ArgumentSpec, OptionSpec } from "./spec.ts";

export const OUTPUT: OptionSpec = {
  flags: "-o, --output <format>",
  help: "table, wide (a table that nothing is cut from), json, yaml or name (default: table)",
  choices: [...OUTPUTS, ...Object.keys(OUTPUT_SYNONYMS)],
  env: ["QUANTS_CTL_OUTPUT"],
};

/** Options that every command takes. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  {
    flags: "-c, --config <file>",
    help: "settings file, YAML or JSON; without it, quants-ctl.yml of this folder counts, or the user's own",
    env: ["QUANTS_CTL_CONFIG"],
    flagOnly: true,
  },
  {
    flags: "--no-config",
    help: "without any settings file (environment: QUANTS_CTL_CONFIG=none)",
    flagOnly: true,
  },
  {
    flags: "--provider <name>",
    help: "where instances live: lightsail or sandbox (default: lightsail)",
    choices: [...PROVIDERS, "aws_lightsail"],
    env: ["QUANTS_CTL_PROVIDER"],
  },
  { flags: "--profile <name>", help: "AWS profile (default: AWS_PROFILE)" },
  { flags: "--endpoint-url <url>", help: "send API calls here instead of to AWS", parse: parseUrl },
  OUTPUT,
  {
    flags: "--field <path>",
    help: "print only this value of the result, or of each record: public_ip, hardware.cpu_count",
    flagOnly: true,
  },
  {
    flags: "-q, --quiet",
    help: "tell no progress: only the result, warnings and errors",
    env: ["QUANTS_CTL_QUIET"],
    flagOnly: true,
    parse: (text) => text !== "0" && text.toLowerCase() !== "false",
  },
  { flags: "--debug", help: "show the stack of an unexpected failure", flagOnly: true },
];

export const REGION: OptionSpec = {
  flags: "-r, --region <region>",
  help: "region (default: environment, config file, profile, then ap-northeast-1)",
  names: "regions",
  env: ["AWS_REGION", "AWS_DEFAULT_REGION"],
};

export const REGIONS: OptionSpec = {
  ...REGION,
  help: "region, several joined by commas, or all",
  commas: true,
};

export const TIMEOUT: OptionSpec = {
  flags: "--timeout <duration>",
  help: "give up waiting after this long (default: 5m)",
  parse: (text) => parseDuration(text, "timeout"),
};

/** Of commands that only ask: the program gives up, the command need not know. */
export const ANSWER_TIMEOUT: OptionSpec = {
  flags: "--timeout <duration>",
  help: "give up when there is no answer after this long (default: each request's own time)",
  parse: (text) => parseDuration(text, "timeout"),
  ends: "asking",
};

/** The same for a section of the config file that has no place for it. */
export const ANSWER_TIMEOUT_FLAG: OptionSpec = { ...ANSWER_TIMEOUT, flagOnly: true };

/** Of commands that change something and wait for nothing but the answers. */
export const CHANGE_TIMEOUT: OptionSpec = {
  ...ANSWER_TIMEOUT_FLAG,
  help: "give up when it is not done after this long (default: each request's own time)",
  ends: "changing",
};

export const POLL_INTERVAL: OptionSpec = {
  flags: "--poll-interval <duration>",
  help: "pause between two looks (default: 2s)",
  parse: parsePollInterval,
};

const WAIT_LEVELS = ["operation", "running", "ip", "ssh"];

/** Of every command that makes or moves an instance. */
export const WAIT: readonly OptionSpec[] = [
  {
    flags: "--wait [level]",
    help: `wait for: ${WAIT_LEVELS.join(", ")} (default: ip)`,
    choices: WAIT_LEVELS,
  },
  { flags: "--no-wait", help: "return as soon as the request is accepted" },
  TIMEOUT,
  POLL_INTERVAL,
];

export const YES: OptionSpec = { flags: "-y, --yes", help: "do not ask", flagOnly: true };

export const DRY_RUN: OptionSpec = {
  flags: "--dry-run",
  help: "show what would be done, and do nothing",
  flagOnly: true,
};

/** Of a command about one instance, which may be named without the flag as well. */
export const ONE_NAME: OptionSpec = {
  flags: "-n, --name <name>",
  help: "instance name",
  flagOnly: true,
  names: "instances",
};

export const ONE_NAME_ARGUMENT: ArgumentSpec = {
  name: "[name]",
  help: "instance name, as with --name",
  names: "instances",
};

/** Of a command about several instances, which may be named without the flag as well. */
export const NAMES_ARGUMENT: ArgumentSpec = {
  name: "[names...]",
  help: "instance names or patterns, as with --name",
  as: "name",
  names: "instances",
};

/** Which instances: `--name` and `--selector` of every command that works on several. */
export const TARGETS: readonly OptionSpec[] = [
  {
    flags: "-n, --name <name>",
    help: "instance name, or a pattern in quotes ('dev-*'); repeat it for several",
    names: "instances",
    repeat: true,
    flagOnly: true,
  },
  {
    flags: "-l, --selector <selector>",
    help: "by tags and facts: Environment=dev,Service!=monitor; all must fit",
    repeat: true,
    flagOnly: true,
  },
];

export const STATUSES: OptionSpec = {
  flags: "-s, --status <status>",
  help: "only pending, running, stopping or stopped ones; repeat it or use commas",
  repeat: true,
  commas: true,
  choices: ["pending", "running", "stopping", "stopped"],
};

/** The same where a file never says which instances are meant. */
export const ONLY_STATUS: OptionSpec = { ...STATUSES, flagOnly: true };

/** Options of every command that prints a list. */
export const LIST_OPTIONS: readonly OptionSpec[] = [
  {
    flags: "--columns <keys>",
    help: "columns of the table, in this order, joined by commas",
    repeat: true,
    commas: true,
  },
  { flags: "--sort <key>", help: "sort by this column; -key sorts downwards" },
  {
    flags: "--wide",
    help: "all columns and whole names, however narrow the terminal",
    flagOnly: true,
  },
  { flags: "--no-header", help: "a table without its line of titles", flagOnly: true },
];

/** The pause between two looks; the flag alone means the usual one. */
export const WATCH: OptionSpec = {
  flags: "--watch [interval]",
  help: "look again and again, with this pause (default: 5s)",
  flagOnly: true,
  parse: parseWatchInterval,
};

const SHORTEST_WATCH = 1_000;

function parseWatchInterval(text: string): number {
  const interval = parseDuration(text, "interval of --watch");
  if (interval >= SHORTEST_WATCH) return interval;
  throw new QuantsError("invalid_input", `"${text}" is too short an interval of --watch.`, {
    hint: "Give 1s or more: every look is a request for each region.",
    resource: text,
  });
}

/** Milliseconds; looks without a pause would only get the account throttled. */
const SHORTEST_PAUSE = 100;

function parsePollInterval(text: string): number {
  const pause = parseDuration(text, "poll interval");
  if (pause >= SHORTEST_PAUSE) return pause;
  throw new QuantsError("invalid_input", `"${text}" is too short a poll interval.`, {
    hint: `Give ${SHORTEST_PAUSE}ms or more.`,
    resource: text,
  });
}

function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw invalidUrl(text);
  }
  // The journal and the hints say where a command went.
  if (url.username !== "" || url.password !== "") {
    throw new QuantsError("invalid_input", "--endpoint-url holds a user name or a password.", {
      hint: "Leave them out: requests are signed with the AWS credentials.",
    });
  }
  return text;
}

function invalidUrl(text: string): QuantsError {
  return new QuantsError("invalid_input", `"${text}" is not an endpoint.`, {
    hint: "Give an http or https address, e.g. http://127.0.0.1:4599.",
    resource: text,
  });
}
