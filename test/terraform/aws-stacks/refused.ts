import { MWAA } from "./refused-mwaa.ts";

/** Inputs of the AWS modules that are refused, each with words of the message. */
export interface Refusals {
  /** Inputs with which the module can be called. */
  readonly given: Readonly<Record<string, string>>;
  readonly refused: readonly (readonly [input: string, message: string])[];
}

const alarm = (more: string): string =>
  `alarms = { a = { description = "a", namespace = "n", metric = "m", dimensions = {}, threshold = 1, ${more} } }`;

/** What every store is called with. */
const STORE = {
  name: '"store"',
  vpc_id: '"vpc-1"',
  subnet_ids: '["subnet-1", "subnet-2"]',
};

export const REFUSED: Readonly<Record<string, Refusals>> = {
  network: {
    given: { name: '"net"', zones: '["us-east-1a", "us-east-1b"]' },
    refused: [
      ['name = "Net"', "lower-case letters, digits"],
      ['cidr = "2001:db8::/56"', "an IPv4 network such as 10.0.0.0/16"],
      ['cidr = "10.0.1.0/16"', "no bits set behind the prefix"],
      ['cidr = "10.0.0.0/24"', "between /16"],
      ['zones = ["us-east-1a"]', "Subnets in one zone are lost together"],
      ['zones = ["us-east-1a", "us-east-1a"]', "Subnets in one zone are lost together"],
      ['zones = ["us-east-1a", "us-east-1b", "us-east-1a"]', "each of them once"],
      ['zones = ["us-east-1a", "us-west-2a"]', "All zones are in one region"],
      ['zones = ["a", "b"]', "A zone is a region and a letter"],
      ['nat_gateways = "two"', "each-zone, one or none"],
      ['interface_endpoints = ["s3"]', "S3 has a gateway endpoint already"],
      ['interface_endpoints = ["com.amazonaws:ecr"]', "as at the end of com.amazonaws"],
      ["flow_log_days = 8", "CloudWatch keeps logs for 1, 3, 5, 7"],
    ],
  },
  bucket: {
    given: { name: '"example-bucket"' },
    refused: [
      ['name = "a.b.c"', "Dots would break TLS"],
      ['kms_key_arn = "alias/mine"', "The key is given by its ARN"],
      ["noncurrent_days = 0", "a whole number of days, at least one"],
      ['expire_after_days = { "a/" = 0.5 }', "Objects expire after a whole number of days"],
    ],
  },
  alarms: {
    given: { name: '"x"', alarms: "{}" },
    refused: [
      ['name = "-"', "with a letter first"],
      [alarm('statistic = "Median"'), "A statistic is Average"],
      [alarm('comparison = ">"'), "A comparison is above, below, at-least or at-most"],
      [alarm('without_data = "fine"'), "without_data is missing, ok, breach or ignore"],
      [alarm("period = 45"), "A period is 10, 30 or a multiple of 60"],
      [alarm("periods = 300"), "at a day at most"],
      ['emails = ["nobody"]', "no e-mail address"],
      ['topic_arns = ["on-call"]', "A topic is given by its ARN"],
    ],
  },
  "load-balancer": {
    given: {
      name: '"lb"',
      vpc_id: '"vpc-1"',
      vpc_cidr: '"10.0.0.0/16"',
      subnet_ids: '["subnet-1", "subnet-2"]',
      domain_name: '"api.example.com"',
      zone_id: '"Z0123456789ABCDEFGHIJ"',
    },
    refused: [
      ['name = "internal-x"', 'AWS keeps "internal-" for itself'],
      ['subnet_ids = ["subnet-1"]', "subnets in at least two zones"],
      ['client_cidrs = ["10.0.0.1"]', "An entry of client_cidrs is not a network"],
      ['client_cidrs = ["0.0.0.0/0"]\n internal = true', "for clients in the VPC"],
      ["port = 80", "and not 80"],
      ['domain_name = "Example"', "A domain name looks like"],
      ["zone_id = null", "give its zone_id"],
      ['certificate_arn = "mine"', "A certificate is given by its ARN"],
      ['target = { protocol = "TCP" }', "Targets speak HTTP or HTTPS"],
      ['target = { health_path = "health" }', 'begins with "/"'],
      ["health_check = { timeout = 30 }", "less than the time to the next"],
      ["health_check = { healthy = 1 }", "It takes 2 to 10 checks"],
      ["idle_timeout = 0", "1 to 4000 s"],
    ],
  },
  "fargate-service": {
    given: {
      name: '"api"',
      cluster: '{ name = "c", arn = "arn:aws:ecs:us-east-1:1:cluster/c" }',
      vpc_id: '"vpc-1"',
      subnet_ids: '["subnet-1"]',
      image: '"example/api:1.0"',
      size: "{ vcpu = 1, memory = 2 }",
      tasks: "{ desired = 1 }",
    },
    refused: [
      ['image = "example/api"', "An image is named with a tag or digest"],
      ['image = "example/api:latest"', "not name:latest"],
      ["size = { vcpu = 3, memory = 8 }", "0.25, 0.5, 1, 2, 4, 8 or 16 vCPU"],
      ["size = { vcpu = 2, memory = 2 }", "Fargate has no task of that memory"],
      ["size = { vcpu = 8, memory = 18 }", "Fargate has no task of that memory"],
      ["tasks = { desired = 1, min = 1 }", "Give both bounds"],
      ["tasks = { desired = 5, min = 1, max = 4 }", "is within its bounds"],
      ["deployment = { minimum = 100, maximum = 100 }", "with room between the two"],
      ['settings = { "a-b" = "" }', "that of an environment variable"],
      ['secrets = { KEY = "hunter2" }', "never by its value"],
      [
        'settings = { KEY = "" }\n secrets = { KEY = "arn:aws:ssm:us-east-1:1:parameter/x" }',
        "both a setting and a secret",
      ],
      ['architecture = "arm"', "X86_64 or ARM64"],
      ["log_days = 8", "CloudWatch keeps logs for"],
    ],
  },
  redis: {
    given: STORE,
    refused: [
      ['name = "a--b"', 'single "-"'],
      ['subnet_ids = ["subnet-1", "subnet-1"]', "Subnets in at least two zones"],
      ['node_type = "r7g.large"', "looks like cache.r7g.large"],
      ['engine_version = "6.2"', "7.0 or 7.1"],
      ["shards = 0", "1 to 90 shards"],
      ["replicas = 0", "the loss of a node is the loss of its keys"],
      ["shards = 31\n replicas = 2", "at most 90 nodes"],
      ['eviction = "lru"', "The eviction is noeviction"],
      ["backup_days = 0", "Backups are kept for 1 to 35 days"],
    ],
  },
  "postgres-vector": {
    given: { ...STORE, password: '"emulated-0123456789"' },
    refused: [
      ["embedding_dimension = 2001", "at most 2,000 dimensions, not 2001"],
      ['embedding_dimension = 2001\n index = "ivfflat"', "pgvector's ivfflat index"],
      ['index = "btree"', "hnsw, ivfflat or none"],
      ['password = "short"', "The password has 16 to 128 characters"],
      ['username = "postgres"', "keeps for itself"],
      ['database = "postgres"', "none of PostgreSQL's own"],
      ['engine_version = "14"', "15, 16 or 17"],
      ["storage = { size = 500, iops = 3000 }", "12,000 to 64,000 from there on"],
      ["storage = { size = 100, iops = 12000 }", "which can't be changed"],
      ["storage = { size = 500, max = 100 }", "max is at least size"],
    ],
  },
  neptune: {
    given: STORE,
    refused: [
      ["readers = 0", "nothing takes over from the writer"],
      ['instance_class = "r6g.large"', "looks like db.r6g.large"],
      ['engine_version = "1.2.0.0"', "from 1.3 on"],
      ['load_from = { x = "bucket" }', "A bucket is given by its ARN"],
    ],
  },
  qdrant: {
    given: {
      ...STORE,
      cluster: '{ name = "c", arn = "arn:aws:ecs:us-east-1:1:cluster/c" }',
      vpc_cidr: '"10.0.0.0/16"',
      domain_name: '"qdrant.example.com"',
      zone_id: '"Z0123456789ABCDEFGHIJ"',
      api_key: '"emulated-0123456789-0123456789"',
    },
    refused: [
      ["nodes = 2", "the loss of one leaves no majority"],
      ['api_key = "short"', "The API key has 24 to 128 characters"],
      ['subnet_ids = ["subnet-1"]', "Subnets in at least two zones"],
    ],
  },
  memgraph: {
    given: {
      ...STORE,
      backup_bucket: '{ name = "b", arn = "arn:aws:s3:::b" }',
      password: '"emulated-0123456789"',
    },
    refused: [
      ["nodes = 1", "nothing could take over from the main one"],
      ["main_node = 4", "one of the nodes, counted from 1"],
      ['instance_type = "c7i.xlarge"', "one of Graviton"],
      ["volume_size = 1", "up to 16,384 GB"],
      ['image = "memgraph/memgraph:latest"', "not name:latest"],
      ['image = "x; reboot:1"', "An image is named with a tag or digest"],
      ['password = "with space and more"', "16 to 128 letters, digits and the signs"],
      ['username = "Rag"', "lower-case letters, digits"],
    ],
  },
  "weighted-record": {
    given: {
      zone_id: '"Z0123456789ABCDEFGHIJ"',
      name: '"api.example.com"',
      targets: '{ old = { weight = 1, ipv4 = ["203.0.113.7"] } }',
    },
    refused: [
      ['zone_id = "example.com"', "A hosted zone's id looks like"],
      ["ttl = 300", "With a TTL over 60 s"],
      ["targets = {}", "At least one target is needed"],
      ['targets = { old = { weight = 256, ipv4 = ["203.0.113.7"] } }', "from 0 to 255"],
      ['targets = { old = { weight = 0, ipv4 = ["203.0.113.7"] } }', "give one target a weight"],
      ["targets = { old = { weight = 1 } }", "either an alias or at least one IPv4 address"],
      ['targets = { old = { weight = 1, ipv4 = ["host"] } }', "An entry of ipv4 is not an address"],
    ],
  },
  ...MWAA,
};
