import { expect, test } from "vitest";
import type { Host } from "../../../src/core/context.ts";
import { vetoProbe } from "../../../src/providers/programs/veto.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";

const host = {
  ...{ cwd: "/", env: { PATH: process.env["PATH"] ?? "" }, clock: fakeClock({ auto: true }) },
} as unknown as Host;
const signal = new AbortController().signal;
/** What a script makes of a tenant's name. */
const ask = (script: string, tenant = "alice"): Promise<string | null> =>
  vetoProbe(host)(["/bin/sh", "-c", script, "probe", "{{tenant}}"], tenant, signal);

test("status 0: nothing keeps it awake", async () => {
  expect(await ask('test "$1" = alice')).toBeNull();
});

test("status 1: what it says does, one clean line of it", async () => {
  expect(await ask('printf "2 orders of %s are open\\nmore\\n" "$1"; exit 1')).toBe(
    "2 orders of alice are open",
  );
  expect(await ask("exit 1")).toBe("its probe says so");
  expect(await ask(String.raw`printf '\033[31mred\n'; exit 1`)).not.toContain("\u001b");
  expect(await ask("head -c 100000 /dev/zero | tr '\\0' x; exit 1")).not.toBeNull();
});

test("what can't be asked keeps it awake, with why", async () => {
  expect(await ask("exit 3")).toBe("its probe ended with status 3");
  expect(await ask("kill -9 $$")).toContain("SIGKILL");
  expect(await vetoProbe(host)(["/none/such"], "alice", signal)).toContain("ENOENT");
});

test("a name is one word, whatever it is made of", async () => {
  const script = 'test "$#" = 1 && test "$1" = "a; touch /tmp/x"';
  expect(await ask(script, "a; touch /tmp/x")).toBeNull();
});

test("Ctrl-C ends it", async () => {
  const controller = new AbortController();
  const waiting = vetoProbe(host)(
    ["/bin/sh", "-c", "exec tail -f /dev/null"],
    "a",
    controller.signal,
  );
  controller.abort();
  await expect(waiting).rejects.toThrow();
});
