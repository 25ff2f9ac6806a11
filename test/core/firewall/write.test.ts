import { expect, test } from "vitest";
import { planFirewall, sameFirewall } from "../../../src/core/firewall/plan.ts";
import type { FirewallRule } from "../../../src/core/model.ts";
import { writeFirewall } from "../../../src/core/firewall/write.ts";
import { type Harness, asked, harness } from "../../providers/lightsail/harness.ts";
import { parseRule } from "../../helpers/parse-rule.ts";

const rules = (...texts: string[]): FirewallRule[] => texts.map(parseRule);
const SSH = "tcp/22@10.0.0.0/8";

/** `theirs` happens once, right before the first request of `operation`. */
async function meeting(
  operation: string,
  theirs: (it: Harness) => Promise<unknown>,
  faults: NonNullable<Parameters<typeof harness>[0]>["faults"] = [],
): Promise<Harness> {
  let isOver = true;
  const made: Harness = harness({
    faults,
    onRequest: async (name) => {
      if (name !== operation || isOver) return;
      isOver = true;
      await theirs(made);
    },
  });
  await made.bystander.createInstance(asked("web-1"));
  await made.bystander.replaceFirewall("web-1", rules(SSH));
  isOver = false;
  return made;
}

async function write({ manager }: Harness, after: FirewallRule[], before = rules(SSH)) {
  return writeFirewall({ name: "web-1", manager }, planFirewall(before, after), {});
}

const nothing = async (): Promise<void> => undefined;

test("one rule more or less is sent as such, all else as a whole", async () => {
  const made = await meeting("none", nothing);
  const changesOf = (): string[] =>
    made.requests.splice(0).filter((name) => !name.startsWith("Get"));
  const grown = rules(SSH, "tcp/80");
  expect(await write(made, grown)).toMatchObject({ error: null });
  expect(changesOf()).toEqual(["OpenInstancePublicPorts"]);
  expect(await write(made, rules(SSH), grown)).toMatchObject({ error: null });
  expect(changesOf()).toEqual(["CloseInstancePublicPorts"]);
  const narrowed = rules("tcp/22@10.1.0.0/16");
  expect(await write(made, narrowed)).toMatchObject({ error: null });
  expect(changesOf()).toEqual(["PutInstancePublicPorts"]);
  const { rules: now } = await write(made, [], narrowed);
  expect(now).toEqual([]);
});

test("what was changed since the plan is told, and nothing is written", async () => {
  const made = await meeting("GetInstancePortStates", ({ bystander }) =>
    bystander.openPorts("web-1", parseRule("tcp/443")),
  );
  await expect(write(made, rules("tcp/80"))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("+ tcp/443 (https) from 0.0.0.0/0"),
  });
  expect(made.requests.filter((name) => !name.startsWith("Get"))).toEqual([]);
});

test("a change between the last look and the write is found, and told", async () => {
  const made = await meeting("PutInstancePublicPorts", ({ bystander }) =>
    bystander.openPorts("web-1", parseRule("tcp/443")),
  );
  const { error } = await write(made, rules("tcp/22@10.1.0.0/16"));
  expect(error).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("the other change may be lost"),
  });
});

test("so is one right behind it", async () => {
  let puts = 0;
  const made: Harness = harness({
    onAnswer: async (name) => {
      if (name !== "PutInstancePublicPorts" || (puts += 1) > 1) return;
      await made.bystander.replaceFirewall("web-1", rules("tcp/443"));
    },
  });
  await made.bystander.createInstance(asked("web-1"));
  await made.bystander.replaceFirewall("web-1", rules(SSH));
  const { error, rules: now } = await write(made, rules("tcp/22@10.1.0.0/16"));
  expect(error).toMatchObject({ code: "conflict" });
  expect(error?.message).toContain("- tcp/22 (ssh), was open to 10.1.0.0/16");
  expect(sameFirewall(now, rules("tcp/443"))).toBe(true);
});

test("two that open different ports at once both have theirs", async () => {
  const made = await meeting("OpenInstancePublicPorts", ({ bystander }) =>
    bystander.openPorts("web-1", parseRule("tcp/443")),
  );
  const { error, rules: now } = await write(made, rules(SSH, "tcp/80"));
  expect(error).toBeNull();
  expect(sameFirewall(now, rules(SSH, "tcp/80", "tcp/443"))).toBe(true);
});

test("two that open the same port at once: the second is told", async () => {
  const made = await meeting("OpenInstancePublicPorts", ({ bystander }) =>
    bystander.openPorts("web-1", parseRule("tcp/80@10.0.0.0/8")),
  );
  const { error } = await write(made, rules(SSH, "tcp/80@203.0.113.0/24"));
  expect(error).toMatchObject({ code: "conflict", resource: "web-1" });
});

test.each(["reset_before", "reset_after"] as const)(
  "a lost answer (%s) is nobody else's doing",
  async (fault) => {
    const made = await meeting("none", nothing, [
      { operation: "PutInstancePublicPorts", fault, calls: [1] },
    ]);
    expect(await write(made, rules("tcp/443"))).toMatchObject({ error: null });
  },
);

test("what was written but can't be read back is told as written", async () => {
  const made = await meeting("none", nothing, [
    { operation: "GetInstancePortStates", fault: "server_error", calls: [2, 3, 4, 5, 6] },
  ]);
  const { rules: now, error } = await write(made, rules(SSH, "tcp/80"));
  expect(sameFirewall(now, rules(SSH, "tcp/80"))).toBe(true);
  expect(error).toMatchObject({
    code: "service_unavailable",
    message: expect.stringContaining("is changed, but could not be read back"),
  });
});
