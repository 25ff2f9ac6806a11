import { advice, toRun } from "../../core/text/advice.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { OUTPUTS, PROVIDERS, providerNamed } from "../../core/settings.ts";
import { nearest } from "../../core/text/nearest.ts";
import { askText } from "../shared/prompt.ts";
import { checkRegion } from "../../core/account/check-region.ts";

/** What a new settings file says, in its order. */
export interface Answers {
  provider: string;
  region: string;
  /** Empty: AWS's own choice. */
  profile: string;
  bundle: string;
  blueprint: string;
  output: string;
}

interface Question {
  key: keyof Answers;
  /** The property of the option that answers it. */
  flag: string;
  text: string;
  initial: (context: Context) => Promise<string> | string;
  check: (text: string) => string;
  isIdle?: (known: Partial<Answers>, context: Context) => boolean;
}

const QUESTIONS: readonly Question[] = [
  {
    key: "provider",
    flag: "provider",
    text: `Where do instances live, ${PROVIDERS.join(" or ")}?`,
    initial: ({ settings }) => settings.provider,
    check: (text) => providerNamed(text) ?? oneOf(text, PROVIDERS, "a provider"),
  },
  {
    key: "region",
    flag: "region",
    text: "Region",
    initial: (context) => context.homeRegion(),
    check: checkRegion,
  },
  {
    key: "profile",
    flag: "profile",
    text: "AWS profile, empty for AWS's own choice",
    initial: ({ settings }) => settings.profile ?? "",
    check: checkProfile,
    isIdle: ({ provider = "" }, context) => context.providerNamed(provider)?.hasProfiles === false,
  },
  {
    key: "bundle",
    flag: "bundle",
    text: "Plan of new instances",
    initial: () => "small_3_0",
    check: (text) => checkId(text, "a plan", "bundles"),
  },
  {
    key: "blueprint",
    flag: "blueprint",
    text: "Image of new instances",
    initial: () => "ubuntu_22_04",
    check: (text) => checkId(text, "an image", "blueprints"),
  },
  {
    key: "output",
    flag: "defaultOutput",
    text: "Output: table, json, yaml or name",
    initial: () => "table",
    check: (text) => oneOf(text.toLowerCase(), OUTPUTS, "an output"),
  },
];

/** What an option says is not asked for; without questions the rest takes its default. */
export async function settle(
  flags: Readonly<Record<string, unknown>>,
  isAsking: boolean,
  context: Context,
): Promise<Answers> {
  const answers: Partial<Answers> = {};
  // What was typed is refused before the first question.
  for (const { key, flag, check } of QUESTIONS) {
    const given = flags[flag];
    if (typeof given === "string") answers[key] = check(given);
  }
  for (const { key, text, initial, check, isIdle } of QUESTIONS) {
    if (answers[key] !== undefined) continue;
    const skips = isIdle?.(answers, context) === true;
    const value = skips ? "" : await initial(context);
    answers[key] =
      isAsking && !skips ? await askText(context, text, { initial: value, check }) : check(value);
  }
  // Answered one after the other, but written in an order of their own.
  return Object.fromEntries(QUESTIONS.map(({ key }) => [key, answers[key]])) as unknown as Answers;
}

function oneOf(text: string, choices: readonly string[], what: string): string {
  if (choices.includes(text)) return text;
  const near = nearest(text, choices);
  throw new QuantsError("invalid_input", `"${text}" is not ${what}.`, {
    hint: `${near === null ? "" : `Did you mean ${near}? `}Choose one of: ${choices.join(", ")}.`,
    resource: text,
  });
}

/** Whether it is there, only a request can tell; that it may be one, its form does. */
function checkId(text: string, what: string, list: "bundles" | "blueprints"): string {
  if (/^[a-z0-9][a-z0-9_.-]{0,62}$/i.test(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is not the id of ${what}.`, {
    hint: advice`See: ${toRun(`infra ${list}`)}`,
    resource: text,
  });
}

/** The profile may be set up later, or on another machine. */
function checkProfile(text: string): string {
  if (!/\p{Cc}/u.test(text) && text.length <= 128) return text;
  throw new QuantsError("invalid_input", "That is not the name of a profile.", {
    hint: "Names are in brackets in ~/.aws/config; see: aws configure list-profiles",
    resource: text,
  });
}
