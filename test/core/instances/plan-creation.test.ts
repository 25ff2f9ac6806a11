import { expect, test } from "vitest";
import type {
  CreationHooks,
  CreationOptions,
  CreationOutcome,
} from "../../../src/core/instances/creation.ts";
import { planCreation } from "../../../src/core/instances/plan-creation.ts";
import { execute } from "../../../src/core/plan/execute.ts";
import { asked, harness, type Harness } from "../../providers/lightsail/harness.ts";

const HOOKS: CreationHooks = { onStep: () => undefined, waitForSsh: async () => undefined };

/** Somebody else makes the same name between the look for it and the request. */
function overtaken(bundle: string): Harness {
  const made = harness({
    onRequest: async (operation) => {
      if (operation !== "CreateInstances") return;
      await made.bystander.createInstance({ ...asked("shared"), bundle });
    },
  });
  return made;
}

const options = (ifNotExists: boolean): CreationOptions => ({
  ...asked("shared"),
  staticIp: false,
  rules: undefined,
  waitLevel: "ip",
  ifNotExists,
  detail: "",
  monthlyUsd: 12,
});

async function created({ manager }: Harness, ifNotExists: boolean): Promise<CreationOutcome> {
  const { made, steps } = planCreation(manager, options(ifNotExists), { wait: {}, hooks: HOOKS });
  const progress = await execute(steps);
  return { ...made, ...progress };
}

test("an instance that another process makes meanwhile is taken, when that was asked", async () => {
  const outcome = await created(overtaken("small_3_0"), true);
  expect(outcome).toMatchObject({ error: null, changed: false, not_done: [] });
  expect(outcome.instance).toMatchObject({ name: "shared", status: "running" });
});

test.each([
  { what: "is another kind", bundle: "nano_3_0", ifNotExists: true, code: "conflict" },
  { what: "was not asked for", bundle: "small_3_0", ifNotExists: false, code: "name_in_use" },
])("it is refused when it $what", async ({ bundle, ifNotExists, code }) => {
  const outcome = await created(overtaken(bundle), ifNotExists);
  expect(outcome).toMatchObject({ changed: false, instance: null, done: [] });
  expect(outcome.error?.code).toBe(code);
});
