import { QuantsError } from "../../core/errors.ts";
import {
  DEFAULT_PROVIDER,
  OUTPUTS,
  OUTPUT_SYNONYMS,
  PROVIDERS,
  PROVIDER_SYNONYMS,
} from "../../core/settings.ts";
import { type OptionSpec, option, optionKey, optionList } from "./option.ts";

export const OUTPUT: OptionSpec = option({
  flags: "-o, --output <format>",
  help: "table, wide (a table with nothing cut off), json, yaml or name",
  default: "table",
  choices: [...OUTPUTS, ...Object.keys(OUTPUT_SYNONYMS)],
  env: ["QUANTS_CTL_OUTPUT"],
});

/** Options that every command takes. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = optionList([
  {
    flags: "-c, --config <file>",
    help: "settings file, YAML or JSON; otherwise quants-ctl.yml of this folder, or the user's own",
    env: ["QUANTS_CTL_CONFIG"],
    flagOnly: true,
  },
  {
    flags: "--no-config",
    help: "use no settings file (environment: QUANTS_CTL_CONFIG=none)",
    flagOnly: true,
  },
  {
    flags: "--provider <name>",
    help: `where instances live: ${PROVIDERS.join(" or ")}`,
    default: DEFAULT_PROVIDER,
    choices: [...PROVIDERS, ...Object.keys(PROVIDER_SYNONYMS)],
    env: ["QUANTS_CTL_PROVIDER"],
  },
  { flags: "--profile <name>", help: "AWS profile", default: "AWS_PROFILE" },
  { flags: "--endpoint-url <url>", help: "send API calls here instead of to AWS", parse: parseUrl },
  OUTPUT,
  {
    flags: "--field <path>",
    help: "print only this value of the result, or of each record: public_ip, hardware.cpu_count",
    flagOnly: true,
  },
  {
    flags: "-q, --quiet",
    help: "no progress messages: only the result, warnings and errors",
    env: ["QUANTS_CTL_QUIET"],
    flagOnly: true,
    parse: (text) => text !== "0" && text.toLowerCase() !== "false",
  },
  { flags: "--debug", help: "show the stack of an unexpected failure", flagOnly: true },
]);

/** The global options that a command takes: all but those whose flag it gives a meaning of its own. */
export function withGlobals(own: readonly OptionSpec[]): readonly OptionSpec[] {
  const taken = new Set(own.map(({ flags }) => optionKey(flags)));
  return [...own, ...GLOBAL_OPTIONS.filter(({ flags }) => !taken.has(optionKey(flags)))];
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
