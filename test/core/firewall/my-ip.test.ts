import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { askMyIp, readMyIp } from "../../../src/core/firewall/my-ip.ts";

const { signal } = new AbortController();
const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

async function answering(text: string): Promise<string> {
  const server = createServer((_, response) => response.end(text));
  ended.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("the service's answer is the address", async () => {
  expect(await askMyIp(await answering("203.0.113.7\n"), signal)).toEqual(["203.0.113.7"]);
});

test("an answer that is no address is refused, and so is silence", async () => {
  const page = await answering("<html>log in to this hotel's network</html>");
  await expect(askMyIp(page, signal)).rejects.toMatchObject({ code: "endpoint_unreachable" });
  await expect(askMyIp("http://127.0.0.1:1", signal)).rejects.toMatchObject({
    code: "endpoint_unreachable",
    hint: expect.stringContaining("QUANTS_CTL_MY_IP"),
  });
});

test("addresses that are given are checked", () => {
  expect(readMyIp("203.0.113.7, 2001:db8::7")).toEqual(["203.0.113.7", "2001:db8::7"]);
  for (const wrong of ["203.0.113.0/24", "me", ""]) {
    expect(() => readMyIp(wrong)).toThrowError(expect.objectContaining({ code: "invalid_input" }));
  }
});
