import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Host } from "../../../src/core/context.ts";
import { QuantsError } from "../../../src/core/errors.ts";
import { DockerCli } from "../../../src/providers/docker/cli.ts";

const LIMITS = { read: 4_000, change: 4_500 };
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "docker-cli-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A client of an engine that never answers. */
function hanging(signal: AbortSignal): DockerCli {
  const path = join(folder, "docker");
  writeFileSync(
    path,
    `#!${process.execPath}\nrequire("node:fs").writeFileSync(__dirname + "/" + process.argv[5], "");\nsetInterval(() => undefined, 1000);\n`,
  );
  chmodSync(path, 0o755);
  const host = { env: { QUANTS_CTL_DOCKER: path }, cwd: folder, signal } as unknown as Host;
  return new DockerCli(host, "unix:///nowhere", LIMITS);
}

test.each([
  ["a question", ["node", "ls"], "4 s"],
  ["a change", ["service", "rm", "x"], "4.5 s"],
])("%s that is not answered is given up", async (_what, args, limit) => {
  const asked = hanging(new AbortController().signal).run(args);
  await expect(asked).rejects.toMatchObject({
    code: "endpoint_unreachable",
    message: `The engine gave no answer to docker ${args.slice(0, 2).join(" ")} within ${limit} (unix:///nowhere).`,
  });
});

test("a question ends with the command's own timeout, a change is waited for", async () => {
  const own = new AbortController();
  const cli = hanging(own.signal);
  const asked = cli.run(["node", "ls"]);
  const changed = cli.run(["service", "rm", "x"]);
  const outcomes = Promise.allSettled([asked, changed]);
  const haveBegun = (): void => expect(readdirSync(folder)).toEqual(["docker", "ls", "rm"]);
  await vi.waitFor(haveBegun, { timeout: 5_000 });
  own.abort(new QuantsError("wait_timeout", "No answer came within 1 s."));
  const [first, second] = await outcomes;
  expect(first).toMatchObject({ status: "rejected", reason: { code: "wait_timeout" } });
  expect(second).toMatchObject({ status: "rejected", reason: { code: "endpoint_unreachable" } });
});
