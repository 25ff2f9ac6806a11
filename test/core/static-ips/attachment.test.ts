import { beforeEach, describe, expect, test } from "vitest";
import { execute } from "../../../src/core/plan/execute.ts";
import { type Attaching, attachSteps } from "../../../src/core/static-ips/attach-steps.ts";
import { planAttachment } from "../../../src/core/static-ips/attachment.ts";
import { takeFrom } from "../../../src/core/static-ips/take.ts";
import type { StaticIp } from "../../../src/core/model.ts";
import { type Harness, asked, harness } from "../../providers/lightsail/harness.ts";

let remembered: object[];
beforeEach(() => {
  remembered = [];
});

/** `theirs` happens once, right before the first request of `operation`. */
async function place(
  operation = "none",
  theirs: (it: Harness) => Promise<unknown> = async () => undefined,
): Promise<Harness> {
  let isOver = true;
  const made: Harness = harness({
    onRequest: async (name) => {
      if (name !== operation || isOver) return;
      isOver = true;
      await theirs(made);
    },
  });
  for (const name of ["old", "new", "other"]) await made.bystander.createInstance(asked(name));
  await made.bystander.allocateStaticIp("ip-a");
  await made.bystander.attachStaticIp("ip-a", "old");
  isOver = false;
  return made;
}

async function move({ manager, clock }: Harness, to = "new"): Promise<StaticIp | null> {
  const plan = await planAttachment(manager, { ip: "ip-a", to, mayTake: true }, {});
  const attaching: Attaching = {
    ...{ ...plan, manager, name: "ip-a", call: {} },
    hooks: {
      clock,
      onStep: () => undefined,
      remember: (facts) => void remembered.push(facts),
    },
  };
  const { error } = await execute(attachSteps(attaching));
  if (error !== null) throw error;
  return attaching.ip;
}

/** Somebody else's whole move. */
const moveToOther = async ({ bystander }: Harness): Promise<void> => {
  await bystander.detachStaticIp("ip-a");
  await bystander.attachStaticIp("ip-a", "other");
};
const holder = async ({ bystander }: Harness): Promise<string | null> =>
  (await bystander.getStaticIp("ip-a")).attached_to;

test("a move notes from whom it is taken before it changes anything", async () => {
  const made = await place("DetachStaticIp", async () => {
    expect(remembered).toEqual([{ ip: "ip-a", from: "old", to: "new" }]);
  });
  expect(await move(made)).toMatchObject({ attached_to: "new" });
  expect(remembered).toHaveLength(1);
});

test("repeated when it was detached only, it attaches; when all is done, it does nothing", async () => {
  const made = await place();
  await made.bystander.detachStaticIp("ip-a");
  expect(await move(made)).toMatchObject({ attached_to: "new" });
  made.requests.splice(0);
  expect(await move(made)).toMatchObject({ attached_to: "new" });
  expect(made.requests.filter((name) => !name.startsWith("Get"))).toEqual([]);
});

describe("when somebody else moves it in the same moment", () => {
  test.each(["GetStaticIp", "DetachStaticIp", "AttachStaticIp"])(
    "before %s, they have it, and this one is told who has it",
    async (operation) => {
      const made = await place(operation, async (it) => {
        if (operation === "AttachStaticIp") await it.bystander.attachStaticIp("ip-a", "other");
        else await moveToOther(it);
      });
      await expect(move(made)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("attached to other"),
      });
      expect(await holder(made)).toBe("other");
    },
  );

  test("and has only detached it yet, this one leaves it to them", async () => {
    const made = await place("DetachStaticIp", ({ bystander }) => bystander.detachStaticIp("ip-a"));
    await expect(move(made)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("attached to nothing for now"),
    });
  });

  test("what is only taken from its holder is given back to them", async () => {
    const made = await place("DetachStaticIp", moveToOther);
    const { manager, clock, bystander } = made;
    const ip = await bystander.getStaticIp("ip-a");
    await expect(takeFrom(manager, ip, "old", {}, clock)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("attached to other"),
    });
    expect(await holder(made)).toBe("other");
  });

  test("right after it was attached, the loss is told", async () => {
    let isOver = false;
    const made: Harness = harness({
      onAnswer: async (name) => {
        if (name !== "AttachStaticIp" || isOver) return;
        isOver = true;
        await moveToOther(made);
      },
    });
    for (const name of ["new", "other"]) await made.bystander.createInstance(asked(name));
    await made.bystander.allocateStaticIp("ip-a");
    await expect(move(made)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining('now "other" has it'),
    });
  });
});

test("nothing is begun that can't be finished", async () => {
  const made = await place();
  const { bystander } = made;
  await bystander.allocateStaticIp("ip-b");
  await bystander.attachStaticIp("ip-b", "new");
  await bystander.stopInstance("other");
  await expect(move(made)).rejects.toMatchObject({
    code: "conflict",
    hint: expect.stringContaining("ip detach --name ip-b"),
  });
  await expect(move(made, "other")).rejects.toMatchObject({ code: "invalid_state" });
  await expect(move(made, "nobody")).rejects.toMatchObject({ code: "not_found" });
  expect(await holder(made)).toBe("old");
});
