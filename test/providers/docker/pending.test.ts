import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TenantEngine } from "../../../src/core/contracts/tenant-engine.ts";
import { dockerEngine } from "../../helpers/docker-engine.ts";
import { type FakeDocker, fakeDocker, fakeTenant } from "../../helpers/fake-docker.ts";

let folder: string;
let docker: FakeDocker;
let engine: TenantEngine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qt-pending-"));
  docker = fakeDocker(folder, [{ id: "n1", name: "worker-1" }]);
  engine = dockerEngine(folder, { env: { QUANTS_CTL_DOCKER: docker.path } });
});
afterEach(() => rmSync(folder, { recursive: true }));

const BOB = { name: "bob", tier: "pro", pool: "high", bots_by_exchange: { binance: 3, kraken: 1 } };
const ADA = { name: "ada", tier: "free", pool: "low", bots_by_exchange: {} };

test("who waits is told by the Swarm's configs, the longest waiting first", async () => {
  expect(await engine.pending()).toEqual([]);
  await engine.setPending(BOB);
  await engine.setPending(ADA);
  const found = await engine.pending();
  expect(found.map(({ since: _, ...rest }) => rest)).toEqual([BOB, ADA]);
  expect(found.map(({ since }) => since)).toEqual([
    "2023-11-14T22:13:20.000Z",
    "2023-11-14T22:13:21.000Z",
  ]);
  expect(await engine.remains("ada")).toEqual(["pending"]);
});

test("recorded again it keeps its turn, unless it is another tenant now", async () => {
  await engine.setPending(BOB);
  await engine.setPending(ADA);
  await engine.setPending(BOB);
  expect((await engine.pending()).map(({ name }) => name)).toEqual(["bob", "ada"]);
  await engine.setPending({ ...BOB, tier: "free", pool: "low" });
  expect((await engine.pending()).map(({ name, pool }) => [name, pool])).toContainEqual([
    "bob",
    "low",
  ]);
  await engine.removePending("bob");
  await engine.removePending("bob");
  expect((await engine.pending()).map(({ name }) => name)).toEqual(["ada"]);
});

test("one that has parts waits no more, and a config without a pool is nobody", async () => {
  await engine.setPending(ADA);
  docker.change((state) => {
    state.services.push(...fakeTenant("ada", "n1"));
    const labels = { "quants-ctl.pending": "eve" };
    state.configs.push({ id: "c0", name: "qt-pending-eve", labels, created: "" });
  });
  expect(await engine.pending()).toEqual([]);
});
