import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeDocker, fakeDocker, fakeTenant } from "../../helpers/fake-docker.ts";

const EXAMPLE = fileURLToPath(new URL("../../../config/examples/platform.yml", import.meta.url));
const PARTS = ["dashboard", "dashboard-in"];

let base: Cli & { dispose: () => void };
let cli: Cli;
let docker: FakeDocker;

beforeEach(() => {
  base = makeCli();
  docker = fakeDocker(base.directory, [
    { id: "n1", name: "worker-1", labels: { "quants-ctl.pool": "low" } },
  ]);
  cli = base.with({ env: { QUANTS_CTL_DOCKER: docker.path, PATH: process.env["PATH"] ?? "" } });
  writeFileSync(join(base.directory, "platform.yml"), readFileSync(EXAMPLE));
});
afterEach(() => base.dispose());

const tenants = (...names: string[]): void =>
  docker.change((state) => {
    for (const name of names) state.services.push(...fakeTenant(name, "n1", { parts: PARTS }));
  });

test("lists where each tenant's dashboard is, and leaves out what is no tenant's name", async () => {
  tenants("ada", "x`) || Host(`evil");
  const { stdout, stderr, status } = await cli("tenant routes --output json");
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(JSON.parse(stdout)).toEqual([
    {
      ...{ tenant: "ada", part: "dashboard", host: "ada.bots.example.com" },
      ...{ url: "http://qt-ada_dashboard-in:8080", middlewares: ["tenant-auth"] },
    },
  ]);
  expect((await cli("tenant routes")).stdout).toMatch(/ada\s+dashboard\s+ada\.bots\.example\.com/);
});

test("writes files whole, and leaves them be when the engine does not answer", async () => {
  tenants("ada");
  const written = await cli("tenant routes --write-routes routes.yml --write-vars vars.json");
  expect(written).toMatchObject({ status: 0, stdout: "" });
  expect(written.stderr).toContain("routes.yml: 1 route");
  const read = (name: string): string => readFileSync(join(base.directory, name), "utf8");
  const routes = parse(read("routes.yml")) as object;
  expect(routes).toHaveProperty("http.routers.tenant-ada-dashboard.rule");
  expect(JSON.parse(read("vars.json"))).toEqual({ traefik_tenant_routes: routes });
  expect(statSync(join(base.directory, "vars.json")).mode & 0o777).toBe(0o600);
  docker.refuse("service ls", "Cannot connect to the Docker daemon at unix:///x. Is it running?");
  expect((await cli("tenant routes --write-routes routes.yml")).status).toBe(8);
  expect(parse(read("routes.yml"))).toEqual(routes);
});

test("without tenants it writes what Traefik accepts, and says that there are none", async () => {
  expect((await cli("tenant routes")).stderr).toContain("No tenant is reached from outside.");
  await cli("tenant routes --write-routes routes.yml");
  expect(readFileSync(join(base.directory, "routes.yml"), "utf8")).toBe("{}\n");
});

test("says what to do when no component has an entry", async () => {
  const document = parse(readFileSync(EXAMPLE, "utf8")) as {
    components: { dashboard: { entry?: object } };
  };
  delete document.components.dashboard.entry;
  writeFileSync(join(base.directory, "platform.yml"), stringify(document));
  const { status, stderr } = await cli("tenant routes");
  expect(status).toBe(4);
  expect(stderr).toContain("Give the one that is reached from outside its port and host");
});
