import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that run foreign programs for a minute: begun late, they would run alone at the end. */
const LONG = /\/(terraform|ansible|e2e|docs|crash)\/|\.real\.test/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's method, not an array's
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((it) => !isLong(it))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/helpers/setup.ts"],
    sequence: { sequencer: LongFirst },
    // Modules are loaded once for each worker, not for each file: half of the time of most files.
    isolate: false,
    // Much of the time goes by in child processes and their waits: fewer would leave cores idle.
    maxWorkers: 3,
    // To end what hangs: on a busy machine, one run of a playbook may take minutes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
