import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const create = (content: string | Uint8Array, ...argv: string[]): ReturnType<Cli> => {
  writeFileSync(join(cli.directory, "init"), content);
  return cli("infra create --name web-1 --user-data init", ...argv);
};
const instances = async (): Promise<string> => (await cli("infra list --output name")).stdout;

const SCRIPT = "#!/bin/sh\necho héllo ✓\n";
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SCRIPT, "utf16le")]);
const refused: [what: string, content: Uint8Array, why: string][] = [
  ["gzip", gzipSync(SCRIPT), "is compressed by gzip, and Lightsail takes UTF-8 text only."],
  ["UTF-16", utf16, "is UTF-16 text"],
  ["Latin 1", Buffer.from("#!/bin/sh\necho h\xe9llo\n", "latin1"), "is not UTF-8 text"],
  ["half a character", Buffer.from("#!/bin/sh\n\xe2\x9c", "latin1"), "is not UTF-8 text"],
  ["a NUL byte", Buffer.from("#!/bin/sh\n\0\n"), "is binary"],
  ["17 KiB", Buffer.alloc(17 * 1024, "#"), "is larger than 16 KiB"],
];

describe.each(["--user-data", "config"])("user data by %s", (way) => {
  test.each(refused)("is refused before any call: %s (#11.9)", async (_what, content, why) => {
    writeFileSync(join(cli.directory, "init"), content);
    writeFileSync(join(cli.directory, "c.yml"), "infra: { create: { user_data: init } }\n");
    const by = way === "config" ? ["--config", "c.yml"] : ["--user-data", "init"];
    const { status, stderr } = await cli("infra create --name web-1", ...by);
    expect(status).toBe(2);
    expect(stderr).toContain("user data file");
    expect(stderr).toContain(why);
    expect(await instances()).toBe("");
  });
});

test("what has no end is refused as too large (#11.9)", async () => {
  const argv = ["infra", "create", "--name", "web-1", "--user-data", "/dev/zero"];
  const { status, stderr } = await cli(...argv);
  expect(status).toBe(2);
  expect(stderr).toContain("/dev/zero is larger than 16 KiB");
});

test("what is on stdin is looked at in the same way (#11.9)", async () => {
  const argv = ["infra", "create", "--name", "web-1", "--user-data", "-"];
  const { status, stderr } = await cli.with({ stdin: `#!/bin/sh\n${"#".repeat(20_000)}` })(...argv);
  expect(status).toBe(2);
  expect(stderr).toContain("The user data on stdin is larger than 16 KiB");
});

test("text is sent as it is, in whatever script (#11.9)", async () => {
  const { status, stderr } = await create(SCRIPT);
  expect(status).toBe(0);
  expect(stderr).not.toContain("warning");
  const { directory } = (await cli("sandbox status --output json")).json() as {
    directory: string;
  };
  const state = readFileSync(join(directory, "ap-northeast-1.json"), "utf8");
  expect(state).toContain(JSON.stringify(SCRIPT).slice(1, -1));
});

const odd: [what: string, content: string, warning: string][] = [
  ["CRLF", "#!/bin/sh\r\necho\r\n", "Windows line ends (CRLF)"],
  ["a byte-order mark", "\ufeff#!/bin/sh\n", "begins with a byte-order mark"],
  ["nothing", "", "the user data is empty"],
  ["blanks alone", " \n\n", "the user data is empty"],
  ["no #!", "apt-get update\n", "begins with neither #! nor #cloud-config"],
  ["a blank line before #!", "\n#!/bin/sh\n", "begins with neither #! nor #cloud-config"],
];
test.each(odd)("warns of %s, and goes on (#11.9)", async (_what, content, warning) => {
  const planned = await create(content, "--dry-run");
  expect(planned.stderr).toContain(warning);
  const { status, stderr } = await create(content);
  expect(status).toBe(0);
  expect(stderr).toContain(warning);
  expect(await instances()).toBe("web-1\n");
});

test.each([
  "#!/bin/sh\n",
  "#cloud-config\npackages: []\n",
  "#cloud-boothook\n",
  "#include\nhttps://example.com/init\n",
  "## template: jinja\n#cloud-config\n",
  "Content-Type: multipart/mixed; boundary=x\n",
])("knows %j for user data (#11.9)", async (content) => {
  expect((await create(content, "--dry-run")).stderr).not.toContain("the user data");
});

test("Windows has line ends and scripts of its own (#11.9)", async () => {
  const windows = ["--blueprint", "windows_server_2022", "--bundle", "small_win_3_0"];
  const script = "<powershell>\r\nNew-Item x\r\n</powershell>\r\n";
  expect((await create(script, ...windows, "--dry-run")).stderr).not.toContain("the user data");
  expect((await create("", ...windows, "--dry-run")).stderr).toContain("the user data is empty");
});
