import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files by how long they run: one that is begun late would run alone at the end. */
const LONG = [
  // Whole stacks and a whole Swarm, minutes of which are their own waits.
  /\/aws-stacks\/(rag-api|mwaa)\.|\/e2e\/tenants\./,
  // Foreign programs, for a minute.
  /\/(terraform|ansible|e2e|docs|crash)\/|\.real\.test|\/definitions\.test|\/aws-emulator\/|\/(round-trip|convergence)\.test|\/redis-killed\.test/,
];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's method, not an array's
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((pattern) => pattern.test(moduleId));
      return found === -1 ? LONG.length : found;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
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
    maxWorkers: 4,
    // To end what hangs: on a busy machine, one run of a playbook may take minutes.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
