import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

interface Finding {
  check: string;
  status: string;
  message: string;
  hint: string | null;
}

async function doctor(using: Cli, ...argv: string[]) {
  const { status, json } = await using("infra", "doctor", ...argv, "--output", "json");
  const findings = json() as Finding[];
  return { status, findings, of: (check: string) => findings.find((it) => it.check === check) };
}

test("from state to firewall, and what can't be tried on the sandbox is skipped", async () => {
  await cli("infra create --name web-1 --static-ip --port tcp/22@203.0.113.0/24");
  const { status, findings } = await doctor(cli, "web-1");
  expect(status).toBe(0);
  expect(findings.map((it) => [it.check, it.status])).toEqual([
    ["state", "ok"],
    ["address", "ok"],
    ["firewall", "ok"],
    ["ssh", "skipped"],
    ["host_key", "skipped"],
    ["login", "skipped"],
  ]);
  expect(findings[3]?.message).toContain("documentation address");
});

test.each([
  { port: "tcp/80@world", from: [], status: "problem", message: "tcp/22 is closed to everybody" },
  { port: "tcp/22@world", from: [], status: "warning", message: "tcp/22 is open to the world" },
  {
    port: "tcp/22@10.0.0.0/8",
    from: ["--from", "192.0.2.7"],
    status: "problem",
    message: "tcp/22 is not open to 192.0.2.7/32, only to 10.0.0.0/8",
  },
  {
    port: "all@10.0.0.0/8",
    from: ["--from", "10.1.2.3"],
    status: "ok",
    message: "tcp/22 is open to 10.0.0.0/8",
  },
  {
    port: "tcp/22@10.0.0.0/8",
    from: ["--from", "10.1.2.3,2001:db8::7"],
    status: "ok",
    message: "tcp/22 is open to 10.0.0.0/8",
  },
])("firewall $port, from $from: $status", async ({ port, from, status, message }) => {
  await cli("infra create --name web-1 --port", port);
  const { of } = await doctor(cli, "--name", "web-1", ...from);
  expect(of("firewall")).toMatchObject({ status, message });
  if (status !== "ok")
    expect(of("firewall")?.hint).toContain("quants-ctl infra ports open ssh --cidr");
});

test("an instance that is stopped: the command that starts it, and status 1", async () => {
  await cli("infra create --name web-1");
  await cli("infra manage --name web-1 --action stop");
  const { status, of } = await doctor(cli, "web-1");
  expect(status).toBe(1);
  expect(of("state")?.hint).toContain("--action start");
  expect(of("address")).toMatchObject({ status: "skipped" });
  expect(of("ssh")).toMatchObject({ status: "skipped" });
});

test("a dynamic address is warned of, with the command that makes it static", async () => {
  await cli("infra create --name web-1");
  const { of } = await doctor(cli, "web-1");
  expect(of("address")).toMatchObject({
    status: "warning",
    hint: expect.stringContaining("infra ip allocate"),
  });
});

test("nobody at the port, or something that is no SSH server, is a problem", async () => {
  await cli("infra create --name web-1");
  const other: Server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  const at = ["--address", "127.0.0.1", "--port", String(port)];
  expect((await doctor(cli, "web-1", ...at)).of("ssh")).toMatchObject({
    status: "problem",
    message: expect.stringContaining("SSH closes the connection"),
  });
  await new Promise((resolve) => other.close(resolve));
  const dead = await doctor(cli, "web-1", ...at);
  expect(dead.of("ssh")).toMatchObject({ message: expect.stringContaining("ECONNREFUSED") });
  expect(dead.of("host_key")).toMatchObject({ status: "skipped" });
});

test.each(["0", "65536", "ssh"])("port %s is refused before any call", async (port) => {
  for (const verb of ["doctor", "ssh"]) {
    const { status, stderr } = await cli("infra", verb, "no-such-instance", "--port", port);
    expect([verb, status]).toEqual([verb, 2]);
    expect(stderr).toContain(`"${port}" is not a port.`);
  }
});

test("an instance that is not there is status 3; a wrong address of the caller 2", async () => {
  expect(await cli("infra doctor nobody")).toMatchObject({ status: 3, stdout: "" });
  expect(await cli("infra doctor nobody --from me")).toMatchObject({ status: 2 });
});
