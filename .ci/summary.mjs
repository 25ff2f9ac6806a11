import { readFileSync } from "node:fs";

/** Prints what vitest's JSON report says in one line, behind the names of what was skipped. */
const { testResults } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const tests = testResults.flatMap((file) => file.assertionResults);
const count = (...states) => tests.filter((test) => states.includes(test.status)).length;
// A file that could not be loaded fails without a test of its own that did.
const broken = testResults.filter(
  (file) =>
    file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
);
for (const { status, fullName } of tests) {
  if (status !== "passed" && status !== "failed") process.stdout.write(`skipped: ${fullName}\n`);
}
const passed = count("passed");
const failed = count("failed") + broken.length;
process.stdout.write(
  `${passed} passed, ${failed} failed, ${tests.length - passed - count("failed")} skipped\n`,
);
