import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ServerFacts } from "../../../src/core/contracts/postgres-control.ts";
import { Children } from "../../../src/providers/postgres/children.ts";
import { findPsql, findTools } from "../../../src/providers/postgres/tools.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";

let folder: string;
let children: Children;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quants-pg-tools-"));
  const { signal } = new AbortController();
  children = new Children({ signal, clock: fakeClock(), changed: () => {} });
});
afterEach(() => {
  children.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Programs that only tell their version. */
function install(dump: string, restore = dump): string {
  const bin = join(folder, dump);
  mkdirSync(bin);
  for (const [name, version] of [
    ["psql", dump],
    ["pg_dump", dump],
    ["pg_restore", restore],
  ] as const) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} (PostgreSQL) ${version} (Debian)"\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

const find = (binDir: string, source: number, target: number) => {
  const server = (major: number) => ({ major, version: `${major}.1` }) as ServerFacts;
  const where = { binDir, env: { PATH: "/usr/bin:/bin" }, cwd: folder };
  return findTools(where, children, {}, { source: server(source), target: server(target) });
};

test("programs between both versions are taken", async () => {
  const bin = install("15.4");
  for (const [source, target] of [
    [15, 15],
    [13, 16],
    [15, 17],
  ] as const) {
    expect(await find(bin, source, target)).toMatchObject({
      version: "15.4",
      dump: join(bin, "pg_dump"),
    });
  }
});

test("older ones than the source, and newer ones than the target, are refused", async () => {
  const bin = install("15.4");
  await expect(find(bin, 16, 17)).rejects.toThrow(
    /source of version 16\.1 and a target of 17\.1: .*pg_dump 15\.4/,
  );
  await expect(find(bin, 13, 14)).rejects.toThrow("No pg_dump here suits");
  await expect(find(install("16.2", "16.1"), 16, 16)).rejects.toThrow("No pg_dump here suits");
});

test("their absence is one clear error", async () => {
  await expect(find(join(folder, "none"), 15, 15)).rejects.toThrow("are not on this machine");
  expect(() => findPsql({ binDir: "none", env: {}, cwd: folder })).toThrow(
    "There is no psql in none.",
  );
});
