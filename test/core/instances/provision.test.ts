import { expect, test } from "vitest";
import { provision, type ProvisionOptions } from "../../../src/core/instances/provision.ts";
import { asked, harness, type Harness } from "../../providers/lightsail/harness.ts";

const HOOKS = { onStep: () => undefined, waitForSsh: async () => undefined };

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

const options = (ifNotExists: boolean): ProvisionOptions => ({
  ...asked("shared"),
  staticIp: false,
  rules: undefined,
  waitLevel: "ip",
  ifNotExists,
});

test("an instance that another process makes meanwhile is taken, when that was asked", async () => {
  const { manager } = overtaken("small_3_0");
  const outcome = await provision(manager, options(true), {}, HOOKS);
  expect(outcome).toMatchObject({ error: null, changed: false, not_done: [] });
  expect(outcome.instance).toMatchObject({ name: "shared", status: "running" });
});

test.each([
  { what: "is another kind", bundle: "nano_3_0", ifNotExists: true, code: "conflict" },
  { what: "was not asked for", bundle: "small_3_0", ifNotExists: false, code: "name_in_use" },
])("it is refused when it $what", async ({ bundle, ifNotExists, code }) => {
  const { manager } = overtaken(bundle);
  const outcome = await provision(manager, options(ifNotExists), {}, HOOKS);
  expect(outcome).toMatchObject({ changed: false, instance: null, done: [] });
  expect(outcome.error?.code).toBe(code);
});
