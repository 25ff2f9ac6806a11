import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { type RedisServer, redisTools, startRedis } from "../../helpers/redis.ts";
import { sampleData } from "../../helpers/redis-data.ts";
import { outputOf } from "../../helpers/run.ts";
import { describeWith, tool } from "../../helpers/tools.ts";

const PASSWORD = "redis-canary-password-77aa";
const tools = { ...redisTools(), openssl: tool("openssl", ["version"]) };

describeWith("migrate redis with TLS and passwords", tools, () => {
  let here: Workplace;
  let source: RedisServer;
  let target: RedisServer;
  let cli: Cli & { dispose: () => void };
  let ca: string;
  let copy: string;

  beforeAll(async () => {
    here = makeWorkplace();
    const at = (name: string): string => join(here.directory, name);
    ca = at("cert.pem");
    await outputOf("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-keyout", at("key.pem"), "-out", ca, "-days", "2", "-subj", "/CN=localhost"],
      ...["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
    ]);
    source = await startRedis(here);
    await source.pipe(sampleData(5));
    target = await startRedis(here, [
      ...["--tls-port", "PORT", "--tls-cert-file", ca, "--tls-key-file", at("key.pem")],
      ...["--tls-ca-cert-file", ca, "--tls-auth-clients", "no", "--user", "default", "off"],
      ...["--user", "mover", "on", "allkeys", "allcommands", `>${PASSWORD}`],
    ]);
    copy = `migrate redis --from ${source.url} --to rediss://mover@localhost:${target.port} -o json`;
  });
  afterAll(() => here.dispose());
  beforeEach(() => {
    const password = PASSWORD;
    cli = makeCli({ clock: systemClock, env: { QUANTS_MIGRATE_TO_PASSWORD: password } });
    return () => cli.dispose();
  });

  test("a certificate of an authority that nobody named is refused", async () => {
    const refused = await cli(`${copy} --yes`);
    expect(refused).toMatchObject({ status: 8, stdout: "" });
    expect(refused.error()).toMatchObject({
      code: "endpoint_unreachable",
      message: expect.stringContaining("certificate") as string,
    });
  });

  test("a wrong password is refused, and shown nowhere", async () => {
    const wrong = cli.with({ env: { QUANTS_MIGRATE_TO_PASSWORD: "not-this-one" } });
    const refused = await wrong(`${copy} --to-ca ${ca} --yes`);
    expect(refused).toMatchObject({ status: 4, stdout: "" });
    expect(refused.error()).toMatchObject({ code: "credentials_invalid" });
    expect(refused.stderr).not.toContain("not-this-one");
  });

  test("a password file that others can read is refused", async () => {
    const file = join(cli.directory, "password");
    writeFileSync(file, "any");
    chmodSync(file, 0o644);
    const refused = await cli(`${copy} --to-ca ${ca} --to-password-file ${file} --yes`);
    expect(refused.error()).toMatchObject({ code: "config_invalid" });
  });

  test("with the authority and the password from a file it copies", async () => {
    const file = join(cli.directory, "password");
    writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 });
    const done = await cli
      .with({ env: { QUANTS_MIGRATE_TO_PASSWORD: "" } })
      .call(null, `${copy} --to-ca ${ca} --to-password-file ${file} --yes`);
    expect(done).toMatchObject({ status: 0 });
    expect(done.json()).toMatchObject({ result: "completed", copied: 40 });
  });
});
