import type { CheckedRecord, VerifiedRecord } from "../../../core/records/verified.ts";
import { markdownCell as cell } from "../../../core/text/markdown-cell.ts";

/** A report of a verification; what is not good comes first. */
export function markdown(record: VerifiedRecord): string {
  const { stack, workspace, region, at, good, bad, unknown, checks } = record;
  const failed = checks.filter(({ status }) => status !== "good");
  return [
    `# Verification of ${cell(stack)}`,
    "",
    `Workspace ${cell(workspace)}, ${cell(region)}, ${at}: ${good} good, ${bad} bad, ${unknown} unknown.`,
    "",
    ...(failed.length > 0 ? ["## Not good", "", ...failed.flatMap(entry)] : []),
    "## All checks",
    "",
    "| status | check | resource | found |",
    "| --- | --- | --- | --- |",
    ...checks.map(
      ({ status, title, address, found }) =>
        `| ${status} | ${cell(title)} | ${cell(address)} | ${cell(found)} |`,
    ),
    "",
  ].join("\n");
}

const entry = ({ status, title, address, found, why, cure }: CheckedRecord): string[] => [
  `### ${cell(title)} (${status})`,
  "",
  `- Resource: ${cell(address)}`,
  `- Found: ${cell(found)}`,
  `- Why it matters: ${why}`,
  `- What to do: ${cure}`,
  "",
];
