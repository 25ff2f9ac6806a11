import { afterAll, beforeAll, expect, test } from "vitest";
import { type Workplace, makeWorkplace } from "../helpers/process.ts";
import { describeWith, pythonWith } from "../helpers/tools.ts";

const python = pythonWith("fcntl");

/** Runs its arguments with a pipe for stderr, and counts when that is non-blocking. */
const WATCH = `
import fcntl, os, subprocess, sys, time
read, write = os.pipe()
child = subprocess.Popen(sys.argv[1:], stderr=write, stdout=subprocess.DEVNULL)
seen = 0
while child.poll() is None:
    seen += bool(fcntl.fcntl(write, fcntl.F_GETFL) & os.O_NONBLOCK)
    time.sleep(0.001)
os.close(write)
print(child.returncode, seen, os.fdopen(read).read().strip())
`;

describeWith("a stderr that other processes share", { python3: python }, () => {
  let work: Workplace;
  let endpoint: string;
  beforeAll(async () => {
    work = makeWorkplace();
    await work.run(["sandbox", "seed", "--instances", "3"]);
    const server = work.start(["sandbox", "start", "--port", "0", "--output", "json"]);
    [endpoint = ""] = await server.until(/http:[^"]+/);
  });
  afterAll(() => work.dispose());

  test.each([
    ["in process", {}, ["inventory"], "0 0"],
    ["over HTTP", { QUANTS_CTL_PROVIDER: "lightsail" }, ["inventory"], "0 0"],
    ["with a message", {}, ["inventory", "--write-wrapper", "w"], "0 0 w: written"],
    ["with an error", {}, ["inventory", "--filter", "name=x"], "3 0 error: The inventory has no"],
  ])("stays blocking: %s", async (_how, env, argv, expected) => {
    const remote = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "any",
      AWS_SECRET_ACCESS_KEY: "any",
    };
    const command = ["-c", WATCH, `${work.directory}/bin/quants-ctl`, ...argv];
    const { stdout } = await work.spawn(python ?? "", command, {
      env: { ...("QUANTS_CTL_PROVIDER" in env ? remote : {}), ...env },
    }).ended;
    expect(stdout.startsWith(expected)).toBe(true);
  });
});
