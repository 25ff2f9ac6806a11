import type { spec } from "./doctor.spec.ts";
import type { Command } from "../definition/command.ts";
import { problemsError } from "../../core/doctor/finding.ts";
import { oneRegionName } from "../shared/regions.ts";
import { examineAccount } from "./account.ts";
import { examineFiles } from "./files.ts";
import { examineMachine } from "./machine.ts";

export const command: Command<typeof spec> = async (_options, context) => {
  const region = await oneRegionName(context);
  const findings = (
    await Promise.all([
      examineAccount(region, context),
      examineMachine(context),
      examineFiles(context),
    ])
  ).flat();
  return {
    kind: "report",
    data: findings,
    names: findings.map(({ check }) => check),
    error: problemsError(findings),
  };
};
