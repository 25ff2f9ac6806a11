import { parseDuration } from "../../core/time/duration.ts";
import { QuantsError } from "../../core/errors.ts";
import { argument, flagsOnly, option, optionList } from "./option.ts";

export const REGION = option({
  flags: "-r, --region <region>",
  help: "region",
  default: "environment, config file, profile, then ap-northeast-1",
  names: "regions",
  role: "how",
  env: ["AWS_REGION", "AWS_DEFAULT_REGION"],
});

export const REGIONS = option({
  ...REGION,
  help: "region, several joined by commas, or all",
  default: undefined,
  commas: true,
});

export const TIMEOUT = option({
  flags: "--timeout <duration>",
  role: "how",
  help: "give up waiting after this long",
  default: "5m",
  parse: (text) => parseDuration(text, "timeout"),
});

/** Of commands that only ask: the program gives up, the command need not know. */
export const ANSWER_TIMEOUT = option({
  flags: "--timeout <duration>",
  role: "how",
  help: "give up when there is no answer after this long",
  default: "each request's own time",
  parse: (text) => parseDuration(text, "timeout"),
  ends: "asking",
});

/** The same for a section of the config file that has no place for it. */
export const ANSWER_TIMEOUT_FLAG = option({ ...ANSWER_TIMEOUT, flagOnly: true });

/** Of commands that change something and wait for nothing but the answers. */
export const CHANGE_TIMEOUT = option({
  ...ANSWER_TIMEOUT_FLAG,
  help: "give up when it is not done after this long",
  default: "each request's own time",
  ends: "changing",
});

export const POLL_INTERVAL = option({
  flags: "--poll-interval <duration>",
  role: "how",
  help: "pause between two looks",
  default: "2s",
  parse: parsePollInterval,
});

const WAIT_LEVELS = ["operation", "running", "ip", "ssh"] as const;

/** Of every command that makes or moves an instance. */
export const WAIT = optionList([
  {
    flags: "--wait [level]",
    help: `wait for: ${WAIT_LEVELS.join(", ")}`,
    default: "ip",
    choices: WAIT_LEVELS,
    role: "how",
  },
  { flags: "--no-wait", help: "return as soon as the request is accepted", role: "how" },
  TIMEOUT,
  POLL_INTERVAL,
]);

export const YES = option({ flags: "-y, --yes", help: "do not ask", flagOnly: true, role: "how" });

export const DRY_RUN = option({
  flags: "--dry-run",
  role: "how",
  help: "show what would change, and change nothing",
  flagOnly: true,
});

/** Of a command about one instance, which may be named without the flag as well. */
export const ONE_NAME = option({
  flags: "-n, --name <name>",
  help: "instance name",
  flagOnly: true,
  names: "instances",
});

export const ONE_NAME_ARGUMENT = argument({
  name: "[name]",
  help: "instance name, as with --name",
  names: "instances",
});

/** Of a command about several instances, which may be named without the flag as well. */
export const NAMES_ARGUMENT = argument({
  name: "[names...]",
  help: "instance names or patterns, as with --name",
  as: "name",
  names: "instances",
});

/** Which instances: `--name` and `--selector` of every command that works on several. */
export const TARGETS = optionList([
  {
    flags: "-n, --name <name>",
    help: "instance name, or a pattern in quotes ('dev-*'); repeat it for several",
    names: "instances",
    repeat: true,
    flagOnly: true,
    role: "which",
    gathers: true,
  },
  {
    flags: "-l, --selector <selector>",
    help: "by tags and facts: Environment=dev,Service!=monitor; all must match",
    repeat: true,
    flagOnly: true,
    role: "which",
  },
]);

export const STATUSES = option({
  flags: "-s, --status <status>",
  help: "only pending, running, stopping or stopped ones; repeat it or use commas",
  repeat: true,
  commas: true,
  choices: ["pending", "running", "stopping", "stopped"],
  role: "which",
});

/** The same where a file never says which instances are meant. */
export const ONLY_STATUS = option({ ...STATUSES, flagOnly: true });

/** Options of every command that prints a list. */
export const LIST_OPTIONS = optionList([
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
  { flags: "--no-header", help: "no header line", flagOnly: true },
]);

/** The same for a section of the config file that has no place for them. */
export const LIST_FLAGS = flagsOnly(LIST_OPTIONS);

/** The pause between two looks; the flag alone means the usual one. */
export const WATCH = option({
  flags: "--watch [interval]",
  help: "keep looking, with this pause",
  default: "5s",
  flagOnly: true,
  parse: parseWatchInterval,
});

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
