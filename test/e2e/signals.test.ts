import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeWorkplace, type Running, type Workplace } from "../helpers/process.ts";

let here: Workplace;
beforeEach(() => {
  here = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "real" });
});
afterEach(() => here.dispose());

/** A create that has asked for the instance and now waits for tens of seconds. */
async function waiting(...more: string[]): Promise<Running> {
  const running = here.start(["infra", "create", "--name", "slow", ...more, "--output", "json"]);
  // With JSON nothing is told of what goes on.
  while (!(await here.run(["infra", "list", "--output", "name"])).stdout.includes("slow")) continue;
  return running;
}

describe("a signal during a wait", () => {
  test.each([
    { signal: "SIGINT", status: 130, code: "interrupted" },
    { signal: "SIGTERM", status: 143, code: "terminated" },
  ] as const)("$signal ends with $status and the record", async ({ signal, status, code }) => {
    const running = await waiting("--static-ip");
    running.kill(signal);
    const ended = await running.ended;
    expect(ended).toMatchObject({ status, signal: null });
    // Still pending: it was not waited for.
    expect(ended.json()).toMatchObject({
      name: "slow",
      status: "pending",
      changed: true,
      done: ["instance"],
      not_done: ["static_ip", "wait"],
    });
    expect(ended.error()).toMatchObject({ code, resource: "slow" });
    expect(ended.error()["hint"]).toMatch(
      /Finish with: .*--if-not-exists.*\n.*destroy --name slow/,
    );

    const listed = await here.run(["infra", "list", "--output", "name"]);
    expect(listed.stdout).toBe("slow\n");
  });

  test("SIGTERM that comes twice, as timeout sends it, is one (#11.26)", async () => {
    const running = await waiting("--output", "json");
    running.kill("SIGTERM");
    running.kill("SIGTERM");
    const ended = await running.ended;
    expect(ended).toMatchObject({ status: 143, signal: null });
    expect(ended.json()).toMatchObject({ name: "slow", not_done: ["wait"] });
    expect(ended.error()).toMatchObject({ code: "terminated" });
  });

  test("what is said to finish and to undo the work does so", async () => {
    const running = await waiting();
    running.kill("SIGINT");
    const interrupted = await running.ended;
    const { finish_with } = interrupted.json<{ finish_with: string }>();
    const finished = await here.shell(`${finish_with} --no-wait --output json`);
    expect(finished.status).toBe(0);
    expect(finished.json()).toMatchObject({ name: "slow", changed: false });

    const [, undo = ""] = /undo with: (.+)/.exec(String(interrupted.error()["hint"])) ?? [];
    expect(await here.shell(`${undo} --yes`)).toMatchObject({ status: 0 });
    const listed = await here.run(["infra", "list", "--output", "json"]);
    expect(listed.json()).toEqual([]);
  });

  test("the second SIGINT ends what the first could not", async () => {
    await here.run(["sandbox", "seed", "--instances", "500"]);
    // Nobody reads the pipe, so that the list can't be written to its end.
    const running = here.start(["infra", "list", "--output", "json"], { paused: true });
    // Before it hears signals, and once it ends, they end it in the system's own way.
    await running.writes();
    running.kill("SIGINT");
    const again = setInterval(() => running.kill("SIGINT"), 1_000);
    const status = await running.exited;
    clearInterval(again);
    expect(status).toBe(130);
  });
});
