import { DeleteInstanceCommand } from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import {
  ipv6Address,
  parsePool,
  privateAddress,
} from "../../../src/providers/sandbox/addresses.ts";
import { createSandbox } from "../../../src/providers/sandbox/index.ts";
import { call, harness, newInstances } from "./harness.ts";

test("the documentation ranges first, then the benchmark range", () => {
  const pool = parsePool(undefined);
  expect([0, 253, 254, 508, 762].map((index) => pool.at(index))).toEqual([
    "198.51.100.1",
    "198.51.100.254",
    "203.0.113.1",
    "192.0.2.1",
    "198.18.0.1",
  ]);
  expect(pool.at(pool.size - 1)).toBe("198.19.255.254");
  expect(() => pool.at(pool.size)).toThrow(RangeError);
});

test("IPv6 and private addresses differ by number", () => {
  expect(ipv6Address("us-east-1", 1)).toBe("2001:db8:1:0:0:0:0:1");
  expect(ipv6Address("us-east-2", 65_536)).toBe("2001:db8:2:0:0:0:1:0");
  const all = Array.from({ length: 65_504 }, (_, index) => privateAddress(index, () => false));
  expect(new Set(all).size).toBe(all.length);
  expect(privateAddress(65_504, (address) => address === all[0])).toBe(all[1]);
});

test("a pool of one's own; released addresses come back last", async () => {
  const sandbox = harness({ addressPool: "127.0.10.0/29" });
  const create = async (name: string): Promise<unknown> => {
    const answer = await call(sandbox, "CreateInstances", newInstances(name));
    if (answer.status !== 200) return answer.body["message"];
    const { body } = await call(sandbox, "GetInstance", { instanceName: name });
    return (body["instance"] as { publicIpAddress: string }).publicIpAddress;
  };
  expect(await create("web-1")).toBe("127.0.10.1");
  await sandbox.client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
  for (const last of [2, 3, 4, 5, 6]) expect(await create(`web-${last}`)).toBe(`127.0.10.${last}`);
  expect(await create("web-7")).toBe("127.0.10.1");
  expect(await create("web-8")).toBe("The sandbox's address pool is used up: 127.0.10.0/29");
});

test.each(["", "10.0.0.0", "10.0.0.0/33", "::/64", "x"])("refuses the pool %j", (addressPool) => {
  expect(() => createSandbox({ directory: "/nowhere", addressPool })).toThrow(/Not an IPv4 range/);
});
