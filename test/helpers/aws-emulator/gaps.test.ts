import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../process.ts";
import { describeWith } from "../tools.ts";
import { clientOf } from "./client.ts";
import { type Emulator, emulatorTools, startEmulator } from "./emulator.ts";
import { GAPS } from "./gaps/index.ts";

// Each gap is shown twice: moto has it, and the emulator has not. The day moto closes one, its
// test fails, and its fill can go.
describeWith("a gap of moto's", emulatorTools(), () => {
  let workplace: Workplace;
  let emulator: Emulator;

  beforeAll(async () => {
    workplace = makeWorkplace();
    emulator = await startEmulator(workplace);
  });
  afterAll(async () => {
    await emulator.stop();
    await workplace.dispose();
  });

  test.each(GAPS.map((gap, index) => [gap.title, gap, index] as const))(
    "%s",
    async (_title, gap, index) => {
      // Places of their own: the emulator's answers come from the same moto.
      const account = (kind: number): string => `${kind}${String(index).padStart(11, "0")}`;
      const plain = await gap.look(clientOf(emulator.plain, account(1)));
      const filled = await gap.look(clientOf(emulator.endpoint, account(2)));
      expect(filled).toEqual(gap.filled);
      expect(plain, "moto has closed this gap: remove its fill").not.toEqual(gap.filled);
    },
  );
});
