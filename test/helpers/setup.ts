import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

// Tests that make SDK clients of their own would print it.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
for (const name of ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"]) {
  delete process.env[name];
}
// Only the contract suite, run against AWS on purpose, may see credentials and reach out.
if (process.env["QUANTS_CTL_CONTRACT_AWS"] !== "1") {
  hideSettings();
  refuseRemotes();
}

/** No test may see the settings, credentials or state of the person who runs it. */
function hideSettings(): void {
  const home = mkdtempSync(join(tmpdir(), "quants-ctl-home-"));
  for (const name of Object.keys(process.env)) {
    if (/^(AWS_|QUANTS_CTL_|XDG_)/.test(name) && !name.startsWith("AWS_SDK_JS")) {
      delete process.env[name];
    }
  }
  process.env["HOME"] = home;
  process.env["AWS_CONFIG_FILE"] = join(home, "aws-config");
  process.env["AWS_SHARED_CREDENTIALS_FILE"] = join(home, "aws-credentials");
  process.env["AWS_EC2_METADATA_DISABLED"] = "true";
  process.env["QUANTS_CTL_SANDBOX_DIR"] = join(home, "sandbox");
  afterAll(() => rmSync(home, { recursive: true, force: true }));
}

/** No request leaves the machine: a connection to anything but loopback fails the test. */
function refuseRemotes(): void {
  const connect = net.Socket.prototype.connect;
  // Files that share a worker share its sockets.
  afterAll(() => {
    net.Socket.prototype.connect = connect;
  });
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    const [first] = args.flat() as ({ host?: string; path?: string } | number | string)[];
    const host = typeof first === "object" ? first.host : undefined;
    const isLocal =
      typeof first !== "object" || host === undefined || /^(127\.|::1$|localhost$)/.test(host);
    if (!isLocal) throw new Error(`A test tried to reach ${host}`);
    return Reflect.apply(connect, this, args) as net.Socket;
  };
}
