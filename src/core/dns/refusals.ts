import type { NewDomainEntry } from "../contracts/domains.ts";
import { QuantsError } from "../errors.ts";
import { advice, toRun } from "../text/advice.ts";
import { plainHost } from "./names.ts";

type Named = Pick<NewDomainEntry, "name" | "type">;

/** The zone answers by them: the service makes them, and keeps them as long as the zone. */
export function isOwn({ name, type }: Named, zone: string): boolean {
  return plainHost(name) === zone && (type === "NS" || type === "SOA");
}

export function checkNotOwn(named: Named, zone: string): void {
  const { name, type } = named;
  if (!isOwn(named, zone)) return;
  throw new QuantsError("protected", `The ${type} entries of ${zone} itself belong to Lightsail.`, {
    hint: "They stay as long as the zone. Name servers of a part of it are NS entries of that name.",
    resource: name,
  });
}

/** A CNAME is the only entry of its name. */
export function checkBeside(
  { name, type }: Named,
  entries: readonly NewDomainEntry[],
  zone: string,
): void {
  const others = entries.filter((it) => plainHost(it.name) === name && it.type !== type);
  if (type === "CNAME" && name === zone) {
    throw new QuantsError("invalid_input", `${zone} itself can't have a CNAME entry.`, {
      hint: "Use an A entry, or --alias-of with a load balancer.",
      resource: name,
    });
  }
  const inTheWay = type === "CNAME" ? others : others.filter((it) => it.type === "CNAME");
  const [first] = inTheWay;
  if (first === undefined) return;
  throw new QuantsError(
    "conflict",
    `${name} has an entry of type ${first.type}, and a CNAME must be the only entry of its name.`,
    {
      hint: advice`Remove it first: ${toRun("dns remove", { argument: zone, name, type: first.type })}`,
      resource: name,
    },
  );
}
