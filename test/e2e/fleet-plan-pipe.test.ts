import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fleetOf } from "../commands/fleet/fleet.ts";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";

let here: Workplace;
beforeEach(() => {
  here = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "instant" });
});
afterEach(() => here.dispose());

test("a plan that is larger than a pipe ends quietly with the reader that has seen enough", async () => {
  const text = JSON.stringify(fleetOf({ instances: [{ name: "web-{1..900}" }] }));
  writeFileSync(join(here.directory, "fleet.yml"), text);
  for (const output of ["table", "json", "markdown"]) {
    const { status, stdout, stderr } = await here.shell(
      `quants-ctl fleet plan --output ${output} | head -n 1`,
    );
    expect({ output, status, stderr }).toEqual({ output, status: 0, stderr: "" });
    expect(stdout.split("\n")).toHaveLength(2);
  }
});
