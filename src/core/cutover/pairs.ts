import type { WeightedRecord } from "../contracts/traffic-control.ts";
import { QuantsError } from "../errors.ts";

/** The two records of one type between which traffic moves. */
export interface Pair {
  type: string;
  from: WeightedRecord;
  to: WeightedRecord;
}

export interface Sought {
  /** The records' name. */
  name: string;
  /** Set identifier of where traffic goes. */
  to: string;
  /** Where it comes from; undefined: the only other one. */
  from?: string | undefined;
}

/** Seconds: with a longer time to live, a step is over before clients have noticed it. */
const LONGEST_TTL = 60;

/**
 * The pair of each type of the name, moved together. Throws for anything that would send traffic
 * elsewhere than asked, or slower.
 */
export function findPairs(records: readonly WeightedRecord[], sought: Sought): Pair[] {
  const { name, to } = sought;
  const identifiers = [...new Set(records.map((it) => it.set_identifier))];
  if (identifiers.length === 0) {
    throw new QuantsError("not_found", `${name} has no weighted records.`, {
      hint: "A cut-over moves traffic between two records of the same name and type that have a weight and a set identifier each.",
      resource: name,
    });
  }
  if (!identifiers.includes(to)) {
    throw new QuantsError("not_found", `${name} has no weighted record "${to}".`, {
      hint: `Set identifiers: ${identifiers.join(", ")}.`,
      resource: to,
    });
  }
  const from = sought.from ?? otherThan(to, identifiers, name);
  if (from === to) {
    throw new QuantsError("invalid_input", `--from and --to are both ${to}.`, {
      hint: `Set identifiers of ${name}: ${identifiers.join(", ")}.`,
      resource: name,
    });
  }
  const types = [...new Set(records.map(({ type }) => type))];
  return types.map((type) => {
    const ofType = records.filter((it) => it.type === type);
    const pair = { type, from: only(ofType, from, sought), to: only(ofType, to, sought) };
    refuseOthers(ofType, pair, name);
    for (const it of [pair.from, pair.to]) checkTtl(it, name);
    return pair;
  });
}

function otherThan(to: string, identifiers: readonly string[], name: string): string {
  const others = identifiers.filter((it) => it !== to);
  const [other] = others;
  if (other !== undefined && others.length === 1) return other;
  throw new QuantsError(
    other === undefined ? "not_found" : "invalid_input",
    other === undefined
      ? `${to} is the only weighted record of ${name}: there is nothing to move traffic from.`
      : `${name} has ${identifiers.length} weighted records: it is not clear where traffic comes from.`,
    { hint: `Give --from. Set identifiers: ${identifiers.join(", ")}.`, resource: name },
  );
}

function only(records: readonly WeightedRecord[], id: string, { name }: Sought): WeightedRecord {
  const found = records.find((it) => it.set_identifier === id);
  if (found !== undefined) return found;
  const [{ type } = { type: "weighted" }] = records;
  throw new QuantsError("not_found", `${name} has no ${type} record "${id}".`, {
    hint: `Set identifiers of type ${type}: ${records.map((it) => it.set_identifier).join(", ")}. All types of the name move together.`,
    resource: id,
  });
}

function refuseOthers(records: readonly WeightedRecord[], { from, to }: Pair, name: string): void {
  const others = records.filter((it) => it !== from && it !== to && it.weight > 0);
  if (others.length === 0) return;
  const listed = others.map((it) => `${it.set_identifier} (weight ${it.weight})`).join(", ");
  throw new QuantsError(
    "invalid_state",
    `Other ${from.type} records of ${name} take traffic too.`,
    {
      hint: `Set their weight to 0 first: ${listed}.`,
      resource: name,
    },
  );
}

function checkTtl({ type, ttl, set_identifier: id }: WeightedRecord, name: string): void {
  if (ttl === null || ttl <= LONGEST_TTL) return;
  throw new QuantsError(
    "invalid_state",
    `The ${type} record ${id} of ${name} has a TTL of ${ttl} seconds: clients would keep the old answer for as long.`,
    {
      hint: `Lower it to ${LONGEST_TTL} or less, and wait for ${ttl} seconds before the cut-over.`,
      resource: id,
    },
  );
}
