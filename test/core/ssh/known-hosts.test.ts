import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { type KnownHost, knownHostsLines } from "../../../src/core/ssh/known-hosts.ts";
import type { HostKey } from "../../../src/core/model.ts";
import { generateRsa } from "../../../src/providers/sandbox/keys/generate.ts";
import {
  newEcdsaKey,
  newEd25519Key,
  publicLine,
  rsaBlob,
} from "../../../src/providers/sandbox/keys/openssh.ts";
import { outputOf } from "../../helpers/run.ts";
import { describeWith, tool } from "../../helpers/tools.ts";

const lines = [
  newEd25519Key("a").publicKey,
  newEcdsaKey("b").publicKey,
  publicLine("ssh-rsa", rsaBlob(await generateRsa())),
];
const KEYS: HostKey[] = lines.map((line) => {
  const [algorithm = "", public_key = ""] = line.split(" ");
  return {
    algorithm,
    public_key,
    fingerprint_sha256: null,
    witnessed_at: null,
    not_valid_before: null,
    not_valid_after: null,
  };
});
const [ED25519] = KEYS as [HostKey];
const HOST: KnownHost = { name: "Dev-web.1", address: "198.51.100.7", port: 22, keys: KEYS };

function refusal(change: Partial<KnownHost>): QuantsError {
  try {
    knownHostsLines({ ...HOST, ...change });
  } catch (error) {
    expect(error).toBeInstanceOf(QuantsError);
    return error as QuantsError;
  }
  throw new Error("It should have been refused.");
}

test("every key is a line, for address and name", () => {
  expect(knownHostsLines(HOST)).toBe(
    lines.map((line) => `198.51.100.7,Dev-web.1 ${line}\n`).join(""),
  );
});

test("another port stands beside the address", () => {
  const text = knownHostsLines({ ...HOST, address: "2001:db8::7", port: 2222, keys: [ED25519] });
  expect(text).toBe(`[2001:db8::7]:2222,Dev-web.1 ${lines[0]}\n`);
});

describe("what is hostile", () => {
  test("a name that is another's address stands for nobody", () => {
    const text = knownHostsLines({ ...HOST, name: "198.51.100.9", keys: [ED25519] });
    expect(text).toBe(`198.51.100.7 ${lines[0]}\n`);
  });

  test.each([
    ["a line of its own", `${ED25519.public_key}\n@cert-authority * ssh-ed25519 AAAA`],
    ["a comment", `${ED25519.public_key} comment`],
    ["other characters", `${ED25519.public_key}\u2028`],
    ["padding too much", `${ED25519.public_key}=`],
    ["nothing", ""],
    ["a key of another algorithm", KEYS[1]?.public_key ?? ""],
  ])("in a key is refused: %s", (_, public_key) => {
    const error = refusal({ keys: [{ ...ED25519, public_key }] });
    expect(error).toMatchObject({ code: "conflict", resource: "Dev-web.1" });
  });

  test("as a fingerprint of another key is refused", () => {
    const odd = {
      ...ED25519,
      fingerprint_sha256: "SHA256:KTsMnRBh1IhD17HpdfsbzeGA4jOijm5tyXsMjKVbB8o",
    };
    expect(refusal({ keys: [odd] }).code).toBe("conflict");
  });

  test.each(["@cert-authority", "ssh-dss", "x509-cert", "ssh-ed25519\n", "__proto__", ""])(
    "as the algorithm %j is left out",
    (algorithm) => {
      const odd = { ...ED25519, algorithm };
      expect(knownHostsLines({ ...HOST, keys: [odd, ED25519] })).toBe(
        `198.51.100.7,Dev-web.1 ${lines[0]}\n`,
      );
      expect(refusal({ keys: [odd] }).code).toBe("invalid_state");
    },
  );

  test.each(["*", "web,*", "!web", "web 1", "|1|a|b", "web\n", "@revoked", ""])(
    "as the name %j is refused",
    (name) => expect(refusal({ name }).code).toBe("conflict"),
  );

  test.each(["*", "web,*", "@revoked", "198.51.100.7\n", "fe80::1%a,*", ""])(
    "as the address %j is refused",
    (address) => expect(refusal({ address }).code).toBe("conflict"),
  );
});

const sshKeygen = tool("ssh-keygen", null);
describeWith("OpenSSH", { "ssh-keygen": sshKeygen }, () => {
  test.each([
    ["198.51.100.7", 22, "198.51.100.7"],
    ["198.51.100.7", 2222, "[198.51.100.7]:2222"],
    ["2001:db8::7", 22, "2001:db8::7"],
    ["2001:db8::7", 2222, "[2001:db8::7]:2222"],
    ["2001:DB8:0:0:0:0:0:7", 22, "2001:db8::7"],
    ["2001:DB8:0:0:0:0:0:7", 2222, "[2001:db8:0:0:0:0:0:7]:2222"],
  ])("finds %s at port %s, and the name", async (address, port, place) => {
    const directory = mkdtempSync(join(tmpdir(), "known-hosts-"));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const file = join(directory, "known_hosts");
    writeFileSync(file, knownHostsLines({ ...HOST, address, port }));
    for (const asked of [place, "Dev-web.1", "dev-web.1"]) {
      const found = await outputOf(sshKeygen ?? "", ["-F", asked, "-f", file]);
      for (const { public_key } of KEYS) expect(found).toContain(public_key);
    }
  });
});
