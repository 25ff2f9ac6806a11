import { expect, test } from "vitest";
import { nodeFrom, taskFrom, tenantsFrom } from "../../../src/providers/docker/read.ts";

test("a node that says nothing of itself is down, and has no pool", () => {
  expect(nodeFrom({ ID: "x" })).toEqual({
    ...{ id: "x", name: "x", pool: null, state: "down", address: null, is_manager: false },
    ...{ cpu: 0, memory_mb: 0, joined_at: null },
  });
});

test("a tenant is what its services' labels say; others' services are none", () => {
  const labels = {
    "quants-ctl.tenant": "ada",
    "quants-ctl.tier": "free",
    "quants-ctl.bots": "binance=2,x",
  };
  const service = (id: string, part: string, more: Record<string, string> = {}) => ({
    ID: id,
    Spec: {
      ...{ Name: id, Labels: { ...labels, "quants-ctl.part": part, ...more } },
      TaskTemplate: { Placement: { Constraints: ["node.id==n1"] } },
      Mode: { Replicated: { Replicas: 1 } },
    },
  });
  const found = tenantsFrom(
    [
      service("s1", "redis", { "quants-ctl.move": "n1>n2" }),
      service("s2", "postgres"),
      { ID: "o", Spec: { Name: "o" } },
    ],
    new Set(["s2"]),
  );
  expect(found).toEqual([
    {
      ...{ name: "ada", tier: "free", stage: "awake", bots_by_exchange: { binance: 2 } },
      ...{ move: { from: "n1", to: "n2" }, is_leaving: false },
      ...{ restore: null, is_new: false, lost: [] },
      parts: [
        { name: "postgres", wanted: true, healthy: true, node: "n1", volumes: [] },
        { name: "redis", wanted: true, healthy: false, node: "n1", volumes: [] },
      ],
    },
  ]);
});

test.each([
  ["Running 5 seconds ago", true],
  ["Pending 2 minutes ago", true],
  ["Orphaned 1 hour ago", true],
  ["Shutdown 5 seconds ago", false],
  ["Failed 1 second ago", false],
])("a task that is %s: alive %s", (CurrentState, alive) => {
  const line = { ID: "t", Name: "n", Node: "", CurrentState, DesiredState: "", Error: "" };
  expect(taskFrom(line, "redis").is_alive).toBe(alive);
});
