import type { LineOf } from "./lines.ts";
import { ownValue } from "../text/own-value.ts";

type Options = LineOf<"asked">["options"];

/**
 * What a command was meant to do, from its options: `stop`, `set Environment=prod`, `open
 * https@world`.
 */
export function wordsFor(command: string, options: Options): string {
  const verb = command.split(" ").at(-1) ?? command;
  return [ownValue(VERBS, command)?.(options) ?? verb, ownValue(DETAILS, command)?.(options) ?? ""]
    .join(" ")
    .trim();
}

const VERBS: Readonly<Record<string, (options: Options) => string | undefined>> = {
  "infra manage": ({ action }) => (typeof action === "string" ? action : undefined),
  "infra resize": ({ undo }) => (undo === true ? "undo resize" : "resize"),
  "backup run": () => "backup",
};

const rules = ({ argument }: Options): string => texts(argument).join(" ");

const DETAILS: Readonly<Record<string, (options: Options) => string>> = {
  "infra tag set": ({ tag }) => (Array.isArray(tag) ? tag.map(pairText).join(" ") : ""),
  "infra tag remove": ({ key }) => texts(key).join(" "),
  "infra snapshot auto on": ({ time }) => (typeof time === "string" ? `at ${time}` : ""),
  "infra ports open": rules,
  "infra ports close": rules,
  "infra ports set": (options) => (options["none"] === true ? "nothing open" : rules(options)),
  "dns set": ({ type, target, aliasOf }) =>
    `${texts(type).join("")} ${texts(target ?? aliasOf).join("")}`,
  "dns remove": ({ type, target }) => `${texts(type).join("")} ${texts(target).join("")}`,
  "alarm set": ({ metric, instance, loadBalancer, database }) =>
    `${texts(metric).join("")} of ${texts(instance ?? loadBalancer ?? database).join("")}`,
  "alarm test": ({ state }) => texts(state).join(""),
  "dns import": ({ file }) => texts(file).join(""),
  "infra ip attach": ({ to }) => toward(to),
  "infra ip move": ({ to }) => toward(to),
  "infra ip allocate": ({ attachTo }) => toward(attachTo),
  "infra disk attach": ({ to }) => toward(to),
  "infra disk create": ({ attachTo }) => toward(attachTo),
  "infra resize": ({ bundle, undo }) => (undo === true ? "" : toward(bundle)),
  "infra snapshot restore": ({ snapshot }) =>
    typeof snapshot === "string" ? `of ${snapshot}` : "",
  "infra undo": ({ argument }) => texts(argument).join(" "),
};

function texts(value: unknown): string[] {
  return [value ?? []].flat().filter((it) => typeof it === "string");
}

function pairText(pair: unknown): string {
  const [key = "", value = ""] = texts(pair);
  return value === "" ? key : `${key}=${value}`;
}

function toward(value: unknown): string {
  return typeof value === "string" ? `to ${value}` : "";
}
