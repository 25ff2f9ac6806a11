import { describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { execute, foresee, foreseeEach } from "../../../src/core/plan/execute.ts";
import { once } from "../../../src/core/plan/once.ts";
import { type Step, unseen } from "../../../src/core/plan/step.ts";

/** Steps that note in `done` that they were carried out; those named in `failing` fail. */
function stepsOf(names: readonly string[], failing: readonly string[] = []) {
  const done: string[] = [];
  const steps = names.map((name): Step => {
    const refuse = (): void => {
      if (failing.includes(name)) throw new QuantsError("conflict", `${name} is refused.`);
    };
    return {
      name,
      changes: () => {
        refuse();
        return [{ action: "set", kind: "tag", name, region: "us-east-1", detail: "" }];
      },
      carryOut: async () => {
        refuse();
        done.push(name);
      },
    };
  });
  return { steps, done };
}

describe("execute", () => {
  test("carries the steps out in their order", async () => {
    const { steps, done } = stepsOf(["a", "b", "c"]);
    expect(await execute(steps)).toEqual({ done: ["a", "b", "c"], not_done: [], error: null });
    expect(done).toEqual(["a", "b", "c"]);
  });

  test("ends at the one that fails, and says what is done and what is not", async () => {
    const { steps, done } = stepsOf(["a", "b", "c"], ["b"]);
    expect(await execute(steps)).toMatchObject({
      done: ["a"],
      not_done: ["b", "c"],
      error: { code: "conflict", message: "b is refused." },
    });
    expect(done).toEqual(["a"]);
  });

  test("makes an error of ours of whatever is thrown", async () => {
    const broken = unseen("a", () => Promise.reject(new TypeError("no such thing")));
    expect((await execute([broken])).error).toMatchObject({ code: "internal" });
  });

  test("of nothing has nothing to do", async () => {
    expect(await execute([])).toEqual({ done: [], not_done: [], error: null });
  });
});

describe("foresee", () => {
  test("tells what the same steps would change, and changes nothing", async () => {
    const { steps, done } = stepsOf(["a", "b"]);
    const waiting = unseen("wait", async () => void done.push("wait"));
    const changes = await foresee([...steps, waiting]);
    expect(changes.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(done).toEqual([]);
  });

  test("fails as the run would", async () => {
    await expect(foresee(stepsOf(["a", "b"], ["b"]).steps)).rejects.toThrow("b is refused.");
  });

  test("of several lists keeps what is refused of one from no other", async () => {
    const { changes, errors } = await foreseeEach([
      stepsOf(["a"]).steps,
      stepsOf(["b"], ["b"]).steps,
      stepsOf(["c"]).steps,
    ]);
    expect(changes.map(({ name }) => name)).toEqual(["a", "c"]);
    expect(errors.map(({ message }) => message)).toEqual(["b is refused."]);
  });
});

test("what is looked up once is asked when it is first needed, by whoever", async () => {
  let asked = 0;
  const look = once(async () => (asked += 1));
  expect(asked).toBe(0);
  expect(await Promise.all([look(), look()])).toEqual([1, 1]);
  expect(await look()).toBe(1);
});
