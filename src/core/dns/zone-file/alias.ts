import type { NewDomainEntry } from "../../contracts/domains.ts";
import { plainHost } from "../names.ts";
import { fullName } from "./data.ts";

const ALIAS = /^ALIAS[ \t]+(\S+)[ \t]+(A|AAAA)[ \t]+(\S+)[ \t]*$/;

/** No record of DNS says it: name servers take it for a comment. */
export const aliasLine = (name: string, { type, target }: NewDomainEntry): string =>
  `;ALIAS ${name} ${type} ${plainHost(target)}.`;

/** The entry that such a comment tells of; null for any other comment. */
export function readAlias(comment: string, origin: string): NewDomainEntry | null {
  const [, name, type, target] = ALIAS.exec(comment) ?? [];
  if (name === undefined || type === undefined || target === undefined) return null;
  return {
    name: fullName(name, origin),
    type,
    target: fullName(target, origin),
    is_alias: true,
  };
}
