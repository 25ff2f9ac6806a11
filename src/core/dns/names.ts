import { domainToASCII } from "node:url";
import { QuantsError } from "../errors.ts";
import { advice, toRun } from "../text/advice.ts";

const LABEL = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?|\*)$/;

/** In lower case, without a last dot, in letters that DNS has: names in either form are the same. */
export function plainHost(text: string): string {
  const name = text.trim().toLowerCase().replace(/\.$/, "");
  return isAscii(name) ? name : name.split(".").map(asciiLabel).join(".");
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** One label at a time: the whole could be taken for an address. */
function asciiLabel(label: string): string {
  return isAscii(label) ? label : domainToASCII(label) || label;
}

export function isHost(text: string): boolean {
  const name = plainHost(text);
  return name.length <= 253 && name.split(".").every((label) => LABEL.test(label));
}

export function checkZoneName(text: string): string {
  const name = plainHost(text);
  if (name.includes(".") && !name.includes("*") && isHost(name)) return name;
  throw new QuantsError("invalid_input", `"${text}" is not a valid name of a zone.`, {
    hint: advice`Give a domain, e.g. example.com. See: ${toRun("dns zones")}`,
    resource: text,
  });
}

/** The full name of an entry of the zone, given relative to it, in full, or as `@`. */
export function entryName(text: string, zone: string): string {
  const given = plainHost(text);
  const isWhole = given === zone || given.endsWith(`.${zone}`);
  const name = given === "@" ? zone : isWhole ? given : `${given}.${zone}`;
  if (isHost(name)) return name;
  throw new QuantsError("invalid_input", `"${text}" is not a valid name of a DNS entry.`, {
    hint: `Give it relative to the zone, as www, in full, as www.${zone}, or @ for ${zone} itself.`,
    resource: text,
  });
}
