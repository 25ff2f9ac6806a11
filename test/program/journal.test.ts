import { journalFacts } from "../../src/context.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Host } from "../../src/core/context.ts";
import { QuantsError } from "../../src/core/errors.ts";
import type { Settings } from "../../src/core/settings.ts";
import { type CommandJournal, openJournal } from "../../src/program/journal.ts";
import { fakeClock } from "../helpers/fake-clock.ts";

const SETTINGS: Settings = {
  provider: "lightsail",
  profile: undefined,
  endpointUrl: undefined,
  output: "table",
  region: undefined,
  homeRegion: undefined,
  configFile: null,
  debug: false,
  quiet: false,
};
const KEYS = { AWS_ACCESS_KEY_ID: "ASIAQNZGKIQY56JQ7WML", AWS_SECRET_ACCESS_KEY: "none" };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "quants-ctl-test-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function journalOf(
  env: Record<string, string>,
  settings: Partial<Settings> = {},
): Promise<CommandJournal> {
  const host = {
    env: { QUANTS_CTL_STATE_DIR: root, ...env },
    cwd: root,
    clock: fakeClock(),
  } as unknown as Host;
  const warn = (): void => {};
  const all = { ...SETTINGS, ...settings };
  return openJournal({ path: "infra stop", options: {}, resuming: {} }, all, {
    ...{ host, version: "0", warn },
    ...(await journalFacts(all, host)),
  });
}

function leaveUnfinished(journal: CommandJournal): void {
  const call = {
    operation: "StopInstance",
    action: "stop_instance" as const,
    region: "eu-west-1",
    resource: "one",
    isChange: true,
  };
  journal.observe(call)({ requestId: undefined, outcome: "ok", effect: "done" });
  journal.end(new QuantsError("throttled", "Too many."));
}

test.each<[string, number, Record<string, string>, Partial<Settings>]>([
  ["the same keys", 1, KEYS, {}],
  [
    "keys of the account that were renewed",
    1,
    { ...KEYS, AWS_ACCESS_KEY_ID: "AKIAQNZGKIQY2222AAAA" },
    {},
  ],
  ["keys, though AWS_PROFILE names a profile", 1, { ...KEYS, AWS_PROFILE: "prod" }, {}],
  ["keys of another account", 0, { ...KEYS, AWS_ACCESS_KEY_ID: "ASIAY34FZKBOKMUTVV7A" }, {}],
  ["a profile", 0, { ...KEYS }, { profile: "prod" }],
  ["another endpoint", 0, KEYS, { endpointUrl: "http://127.0.0.1:9" }],
  ["the sandbox", 0, KEYS, { provider: "sandbox" }],
])(
  "what was left with keys in the environment, seen with %s: %i",
  async (_, count, env, settings) => {
    leaveUnfinished(await journalOf(KEYS));
    expect(await (await journalOf(env, settings)).unfinished()).toHaveLength(count);
  },
);

test("a folder of the sandbox is the same account, however it is written", async () => {
  const sandbox = { provider: "sandbox" } as const;
  leaveUnfinished(await journalOf({ QUANTS_CTL_SANDBOX_DIR: "box" }, sandbox));
  const whole = await journalOf({ QUANTS_CTL_SANDBOX_DIR: join(process.cwd(), "box") }, sandbox);
  expect(await whole.unfinished()).toHaveLength(1);
});
