import { afterEach, beforeEach, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

let base: FakeClock;
let cli: ReturnType<typeof makeCli>;
beforeEach(() => {
  base = fakeClock({ auto: true });
  cli = makeCli({ clock: base });
});
afterEach(() => cli.dispose());

/** The same program, stopped by Ctrl-C as soon as it waits. */
function stopping(): Cli {
  const controller = new AbortController();
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    controller.abort(new QuantsError("interrupted", "Interrupted."));
    await base.sleep(ms, signal);
  };
  return cli.with({ clock: { now: base.now, sleep }, signal: controller.signal });
}

const THREE = ["--name", "web-1", "--name", "web-2", "--name", "web-3"];

test("Ctrl-C while three are created names all of them in what finishes it (#11.28)", async () => {
  const argv = ["infra", "create", ...THREE, "--static-ip", "--output", "json"];
  const { status, json, error } = await stopping()(...argv);
  expect(status).toBe(130);
  expect(json()).toMatchObject([{ name: "web-1" }, { name: "web-2" }, { name: "web-3" }]);
  const { message, hint, errors } = error();
  expect(message).toBe("Interrupted. Not complete: web-1, web-2, web-3.");
  expect(errors).toHaveLength(3);
  const [, finish = ""] = /^Finish with: quants-ctl (.*)$/m.exec(String(hint)) ?? [];
  expect(finish).toContain("--name web-1 --name web-2 --name web-3");
  expect(await cli(...finish.split(" "))).toMatchObject({ status: 0 });
  const { stdout } = await cli("infra log --unfinished --output name");
  expect(stdout).toBe("");
});

test("Ctrl-C while three are stopped names all of them (#11.28)", async () => {
  await cli("infra create", ...THREE);
  const { status, error } = await stopping()(
    ...["infra", "manage", ...THREE, "--action", "stop", "--output", "json"],
  );
  expect(status).toBe(130);
  expect(error()["message"]).toBe("Interrupted. Not complete: web-1, web-2, web-3.");
  expect(error()["hint"]).toContain("quants-ctl infra resume");
  expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
  const { stdout } = await cli("infra list --status stopped --output name");
  expect(stdout).toBe("web-1\nweb-2\nweb-3\n");
});
