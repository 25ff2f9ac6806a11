import { afterAll, expect, test } from "vitest";
import { makeCli } from "../../helpers/cli.ts";

const cli = makeCli();
afterAll(() => cli.dispose());

test("bundles come with the true prices", async () => {
  const { json } = await cli("infra bundles --output json");
  const bundles = json() as { bundle_id: string; monthly_price_usd: number; is_active: boolean }[];
  const price = (id: string): number | undefined =>
    bundles.find((it) => it.bundle_id === id)?.monthly_price_usd;
  expect([price("nano_3_0"), price("micro_3_0"), price("small_3_0"), price("xlarge_3_0")]).toEqual([
    5, 7, 12, 84,
  ]);
  expect(bundles.every((it) => it.is_active)).toBe(true);
});

test("retired bundles are listed only with --all", async () => {
  const ids = async (...argv: string[]): Promise<string> =>
    (await cli("infra bundles --output name", ...argv)).stdout;
  expect(await ids()).not.toContain("nano_2_0");
  expect(await ids("--all")).toContain("nano_2_0");
});

test("the suffix of bundles follows the region", async () => {
  const { stdout } = await cli("infra bundles --region ap-southeast-2 --output name");
  expect(stdout).toContain("small_3_2\n");
  expect(stdout).not.toContain("small_3_0\n");
});

test("blueprints and regions are tables like any other", async () => {
  const blueprints = await cli("infra blueprints --columns blueprint_id,type --sort name");
  expect(blueprints.stdout).toMatch(/^BLUEPRINT +TYPE\n/);
  expect(blueprints.stdout).toMatch(/^ubuntu_22_04 +os$/m);
  const regions = await cli("infra regions --output json");
  expect(regions.json()).toContainEqual({
    name: "ap-northeast-1",
    display_name: "Tokyo",
    continent_code: "AP",
    availability_zones: ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"],
  });
});

test.each([
  ["--blueprint", "lamp_8", "lamp_8_bitnami?"],
  ["--blueprint", "Ubuntu-22.04", "ubuntu_22_04, ubuntu_24_04 or ubuntu_20_04?"],
  ["--bundle", "nano_3", "nano_3_0?"],
])("an unknown id is answered with the nearest ones: %s %s (#11.4)", async (flag, id, near) => {
  const { status, stderr } = await cli("infra create --name web-1", flag, id);
  expect(status).toBe(2);
  expect(stderr).toContain(`There is no ${flag.slice(2)} "${id}" in ap-northeast-1.`);
  expect(stderr).toContain(`Did you mean ${near}`);
});

test("generation 2 in Stockholm is refused with what there is instead (#11.4)", async () => {
  const { status, stderr } = await cli(
    "infra create --name web-1 --bundle nano_2_0 --region eu-north-1",
  );
  expect(status).toBe(2);
  expect(stderr).toContain("Did you mean nano_3_0");
});
