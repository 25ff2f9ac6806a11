import { changedOr, outcomes } from "../outcomes.ts";
import type { KeyPairRecord } from "../../core/records/key-pair.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";

const DONE = {
  create: "created",
  import: "imported",
  delete: "deleted",
} satisfies Record<KeyPairRecord["action"], string>;

export function draw(record: KeyPairRecord, style: Style): string[] {
  const { action, changed, instances } = record;
  const facts: Fact[] = [
    ["Key pair", style.bold(plain(record.name))],
    ["Result", changed ? style.good(DONE[action]) : "nothing to do"],
    ["Region", plain(record.region)],
    ["Fingerprint", plain(record.fingerprint ?? "-")],
  ];
  if (record.private_key_file !== undefined) {
    facts.push(["Private key", plain(record.private_key_file)]);
  }
  if (instances.length > 0) {
    facts.push([action === "delete" ? "Kept inside" : "Made with it", instances.map(plain)]);
  }
  return drawFacts(facts, style);
}

/** Several of them, one row each. */
export const table = outcomes<KeyPairRecord>(
  (it) => changedOr(DONE[it.action], "unchanged")(it),
  [{ title: "FINGERPRINT", value: (it) => it.fingerprint, rank: 1 }],
);
