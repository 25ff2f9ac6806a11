import type { RotatedRecord } from "../../core/records/rotated.ts";
import { plain } from "../../core/text/safe-text.ts";
import { changedOr, outcomes } from "../outcomes.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

const resultOf = (it: RotatedRecord): string =>
  it.not_done.length > 0 ? "incomplete" : changedOr("rotated", "unchanged")(it);

export function draw(record: RotatedRecord, style: Style): string[] {
  return drawFacts(
    [
      ["Name", style.bold(plain(record.name))],
      ["Result", resultOf(record)],
      ["Key pair", plain(record.key_pair)],
      ["Login name", plain(record.user)],
      ["Made with", plain(record.made_with ?? "-")],
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<RotatedRecord>(resultOf, [
  { title: "KEY PAIR", value: (it) => it.key_pair, rank: 1 },
  { title: "LOGIN", value: (it) => it.user, rank: 2 },
  { title: "NOT DONE", value: (it) => it.not_done.join(", ") || null, rank: 3 },
]);
