import { join } from "node:path";
import { expect, test } from "vitest";
import { bundle } from "../../../helpers/bundle.ts";
import { run } from "../../../helpers/run.ts";
import { tempDirectory } from "../harness.ts";

const KEYS = join(import.meta.dirname, "../../../../src/providers/sandbox/keys");

const MANY = `
import { newEcdsaKey, newEd25519Key } from ${JSON.stringify(join(KEYS, "openssh.ts"))};
for (let number = 0; number < 2000; number += 1) {
  newEd25519Key("one");
  newEcdsaKey("other");
}
process.stdout.write("made");
`;

// A heap whose young part is small is collected often; a process of its own can be killed.
test("a garbage collection while keys are made does not block for ever", async () => {
  const script = await bundle(tempDirectory(), MANY);
  expect(await run(process.execPath, ["--max-semi-space-size=1", script])).toMatchObject({
    status: 0,
    stdout: "made",
  });
});
