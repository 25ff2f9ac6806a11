import { expect, test } from "vitest";
import type { BaseInfraManager } from "../../../src/core/infra-manager.ts";
import { planRetirement } from "../../../src/core/instances/plan-retirement.ts";
import { type Retired, retirementSteps } from "../../../src/core/instances/retirement-steps.ts";
import { type Progress, execute } from "../../../src/core/plan/execute.ts";
import { asked, harness } from "../../providers/lightsail/harness.ts";

/** Destroys web-1; `between` happens when it is gone and its address is looked at. */
async function retired(
  between: (bystander: BaseInfraManager) => Promise<unknown>,
): Promise<{ outcome: Retired & Progress; bystander: BaseInfraManager }> {
  let isGone = false;
  const { manager, bystander, clock } = harness({
    onRequest: async (operation) => {
      if (operation === "DeleteInstance") isGone = true;
      if (operation !== "GetStaticIp" || !isGone) return;
      isGone = false;
      await between(bystander);
    },
  });
  await bystander.createInstance(asked("web-1"));
  await bystander.allocateStaticIp("web-ip");
  await bystander.attachStaticIp("web-ip", "web-1");
  const plan = await planRetirement(manager, "web-1", { keepStaticIp: false, releaseAlso: [] });
  const options = { clock, onStep: () => {}, wait: () => ({}) };
  const { steps, retired: outcome } = retirementSteps(manager, plan, options);
  const progress = await execute(steps);
  return { outcome: { ...outcome, ...progress }, bystander };
}

test("an address that a new instance of the name holds is not taken from it (#11.6)", async () => {
  const { outcome, bystander } = await retired(async (somebody) => {
    await somebody.createInstance(asked("web-1"));
    await somebody.attachStaticIp("web-ip", "web-1");
  });
  expect(outcome).toMatchObject({ destroyed: true, released: [], error: { code: "conflict" } });
  expect(outcome.left.map(({ name }) => name)).toEqual(["web-ip"]);
  expect(await bystander.getStaticIp("web-ip")).toMatchObject({ attached_to: "web-1" });
});

test("an address of the same name that somebody allocated anew is not released (#11.6)", async () => {
  const { outcome, bystander } = await retired(async (somebody) => {
    await somebody.releaseStaticIp("web-ip");
    await somebody.allocateStaticIp("web-ip");
  });
  expect(outcome).toMatchObject({ destroyed: true, error: null });
  expect(await bystander.listStaticIps()).toHaveLength(1);
});

test("an address that nobody else took is released", async () => {
  const { outcome, bystander } = await retired(async () => {});
  expect(outcome).toMatchObject({ destroyed: true, left: [], error: null });
  expect(await bystander.listStaticIps()).toEqual([]);
});
