import type {
  RedisMigrationRecord,
  RedisMigrationResult,
} from "../../core/records/redis-migration.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection, type Fact } from "./facts.ts";

const WORDS: Readonly<Record<RedisMigrationResult, string>> = {
  completed: "completed",
  verified: "verified",
  different: "different: see below",
  held: "held: what was copied stays",
};

const counted = (value: number): string => value.toLocaleString("en");

export function draw(record: RedisMigrationRecord, style: Style): string[] {
  const { result, verification } = record;
  const isGood = result === "completed" || result === "verified";
  const types = Object.entries(record.by_type).map(([type, keys]) => `${type} ${counted(keys)}`);
  const facts: Fact[] = [
    ["From", plain(record.from)],
    ["To", plain(record.to)],
    ["Result", isGood ? style.good(WORDS[result]) : style.caution(WORDS[result])],
  ];
  if (result !== "verified") {
    facts.push(
      ["Copied", `${counted(record.copied)} keys, ${counted(record.bytes)} bytes`],
      ["Types", types.join(", ") || "-"],
      ["Expiring", counted(record.expiring)],
      [
        "There before",
        `${counted(record.already_there)} equal, ${counted(record.skipped)} skipped`,
      ],
      ["Vanished", counted(record.vanished)],
      ["Time", `${record.seconds} s, ${counted(record.keys_per_second)} keys a second`],
    );
  }
  if (verification === null) return drawFacts(facts, style);
  const { keys, present, compared, different, differences } = verification;
  facts.push(
    [
      "Verified",
      `${counted(present)} of ${counted(keys)} keys present, ${counted(compared)} compared`,
    ],
    ["Differences", counted(different)],
  );
  const rows = differences.map(({ key, what }) => [key, what]);
  const section = rows.length === 0 ? [] : drawSection("Differences", ["KEY", "WHAT"], rows, style);
  return [...drawFacts(facts, style), ...section];
}
