import { afterAll, beforeAll, expect, test } from "vitest";
import type { Emulator } from "../../helpers/aws-emulator/emulator.ts";
import { attachProvider, type Terraform, unfolded } from "../../helpers/terraform.ts";
import { leftovers } from "./leftovers.ts";
import { type SetUp, setUp } from "./set-up.ts";

const STORES = ["qdrant", "postgres", "neptune", "memgraph"];

/** Inputs that are refused, with words of the message; some are only the other half of one. */
const REFUSED: readonly (readonly [input: string, message: string])[] = [
  ["embedding_dimension=3072", "at most 2,000 dimensions, not 3072"],
  ["vector_store=postgres", "The vector store is postgres, but qdrant has settings"],
  ["qdrant={}", "Take them out"],
  ["graph_store=memgraph", "The graph store is memgraph, but neptune has settings"],
  ["neptune={}", "Take them out"],
  ['zones=["a"]', "At least two different zones are needed"],
  ["nat_gateways=none", "nat_gateways is each-zone or one"],
  ["image_tag=latest", '"latest" is refused'],
  ["self_hosted={ipv4=[]}", "The old host has at least one IPv4 address"],
  ['api_settings={QDRANT_URL="x"}', "What leads to the stores is set here already"],
  ["alarm_thresholds={api_cpu=120}", "are per cent, between 0 and 100"],
];

/** What the environment takes and what it refuses, with nothing made of it. */
export function inputTests(emulatorOf: () => Emulator, account: string): void {
  let place: SetUp;
  let terraform: Terraform;

  beforeAll(async () => {
    place = await setUp(emulatorOf(), account);
    ({ terraform } = place);
    await terraform.run(["init"]);
    terraform = await attachProvider(place.workplace, terraform);
  });
  afterAll(async () => {
    await place.workplace.dispose();
  });

  const plan = (argv: readonly string[], status?: number) =>
    terraform.run(["plan", "-refresh=false", "-lock=false", ...argv], status);

  test("it is formatted and valid", async () => {
    await terraform.run(["fmt", "-check", "-recursive", "../.."]);
    await terraform.run(["validate"]);
  });

  test("what doesn't go together is refused before AWS is asked for anything", async () => {
    const wrong = REFUSED.map(([input]) => `-var=${input}`);
    const { stderr } = await plan(["-var-file=variant-a.tfvars", ...wrong], 1);
    for (const [input, message] of REFUSED) {
      expect({ input, answer: unfolded(stderr) }).toEqual({
        input,
        answer: expect.stringContaining(message) as string,
      });
    }
    expect(await leftovers(place.client, place.zone)).toEqual([]);
  });

  test("both variants at once are refused", async () => {
    const files = ["-var-file=variant-a.tfvars", "-var-file=variant-b.tfvars"];
    const { stderr } = await plan(files, 1);
    expect(unfolded(stderr)).toContain("The vector store is postgres, but qdrant has settings");
  });

  test.each([
    ["qdrant", "memgraph"],
    ["postgres", "neptune"],
  ])("stores are chosen each by itself: %s and %s", async (vectors, graph) => {
    const { stdout } = await plan([`-var=vector_store=${vectors}`, `-var=graph_store=${graph}`]);
    expect(STORES.filter((it) => stdout.includes(`# module.${it}[0].`))).toEqual([vectors, graph]);
  });
}
