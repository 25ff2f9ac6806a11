import { afterAll, beforeAll, describe } from "vitest";
import {
  type Emulator,
  emulatorTools,
  startEmulator,
} from "../../helpers/aws-emulator/emulator.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { terraformTools } from "../../helpers/terraform.ts";
import { describeWith } from "../../helpers/tools.ts";
import { inputTests } from "./inputs.ts";
import { type Variant, variantTests } from "./variant.ts";

const variants: readonly Variant[] = [
  {
    letter: "a",
    account: "111111111111",
    environment: {
      VECTOR_STORAGE: "QdrantStorage",
      QDRANT_URL: "https://qdrant.api.example.com:6333",
      GRAPH_STORAGE: "Neo4JStorage",
      NEO4J_URI: /^bolt\+s:\/\/[a-z0-9.-]+:8182$/,
    },
    secrets: { QDRANT_API_KEY: "rag-api/qdrant-api-key" },
    services: ["rag-api", "rag-api-qdrant-1", "rag-api-qdrant-2", "rag-api-qdrant-3"],
    alarms: ["neptune-cpu", "qdrant-unhealthy"],
    notGood: [
      "bad lb.targets module.load_balancer.aws_lb_target_group.this",
      "bad neptune.protected module.neptune[0].aws_neptune_cluster.this",
      "bad lb.targets module.qdrant[0].module.load_balancer.aws_lb_target_group.this",
    ],
  },
  {
    letter: "b",
    account: "222222222222",
    environment: {
      VECTOR_STORAGE: "PGVectorStorage",
      POSTGRES_HOST: /^rag-api\.[a-z0-9.-]+$/,
      POSTGRES_PORT: "5432",
      POSTGRES_USER: "rag",
      POSTGRES_DATABASE: "rag",
      POSTGRES_SSL_MODE: "require",
      GRAPH_STORAGE: "MemgraphStorage",
      MEMGRAPH_URI: /^bolt\+ssc:\/\/[a-z0-9.-]+:7687$/,
      MEMGRAPH_USERNAME: "rag",
    },
    secrets: {
      POSTGRES_PASSWORD: "rag-api/postgres-password",
      MEMGRAPH_PASSWORD: "rag-api/memgraph-password",
    },
    services: ["rag-api"],
    alarms: ["memgraph-unreachable", "postgres-storage"],
    notGood: [
      "bad lb.targets module.load_balancer.aws_lb_target_group.this",
      "bad rds.protected module.postgres[0].aws_db_instance.this",
    ],
  },
];

describeWith("terraform/environments/rag-api", { ...terraformTools(), ...emulatorTools() }, () => {
  let workplace: Workplace;
  let emulator: Emulator;

  beforeAll(async () => {
    workplace = makeWorkplace();
    emulator = await startEmulator(workplace);
  });
  afterAll(async () => {
    await emulator.stop();
    await workplace.dispose();
  });

  // Side by side in accounts of their own: nearly all of the time is the provider's waiting.
  describe.concurrent("inputs", () => {
    describe.sequential("with nothing made of them", () => {
      inputTests(() => emulator, "333333333333");
    });
  });
  for (const variant of variants) {
    describe.concurrent(`variant ${variant.letter}`, () => {
      describe.sequential("from nothing to nothing", () => {
        variantTests(variant, () => emulator);
      });
    });
  }
});
