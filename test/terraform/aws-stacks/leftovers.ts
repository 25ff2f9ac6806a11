import type { Client, Question } from "../../helpers/aws-emulator/client.ts";

interface Look {
  readonly service: string;
  readonly question: Question;
  /** What shows that something is left: the system's name, or that of its domain. */
  readonly sign: RegExp;
  /** The answer when there is nothing. */
  readonly status: number;
}

const NAMES = /rag-api|api\.example\.com/;

const query = (service: string, action: string, version: string, form = {}): Look => ({
  service,
  question: { action, version, form },
  sign: NAMES,
  status: 200,
});
const target = (service: string, name: string, input = {}): Look => ({
  service,
  question: { target: name, input },
  sign: NAMES,
  status: 200,
});
const get = (service: string, path: string): Look => ({
  service,
  question: { method: "GET", path },
  sign: NAMES,
  status: 200,
});

const EC2 = "2016-11-15";
const ELB = "2015-12-01";
const RDS = "2014-10-31";
const RUNNING = { "Filter.1.Name": "instance-state-name", "Filter.1.Value.1": "running" };
const REDIS = { ReplicationGroupId: "rag-api" };
const PARAMETERS = { Path: "/rag-api", Recursive: true };
const CLUSTER = { clusters: ["rag-api"] };

const LOOKS: readonly Look[] = [
  ...["Vpcs", "Volumes", "NetworkInterfaces", "Addresses", "SecurityGroups"].map((it) =>
    query("ec2", `Describe${it}`, EC2),
  ),
  query("ec2", "DescribeInstances", EC2, RUNNING),
  query("elasticloadbalancing", "DescribeLoadBalancers", ELB),
  query("elasticloadbalancing", "DescribeTargetGroups", ELB),
  query("rds", "DescribeDBInstances", RDS),
  query("rds", "DescribeDBClusters", RDS),
  query("rds", "DescribeDBSubnetGroups", RDS),
  query("monitoring", "DescribeAlarms", "2010-08-01"),
  query("iam", "ListRoles", "2010-05-08"),
  query("iam", "ListInstanceProfiles", "2010-05-08"),
  query("sns", "ListTopics", "2010-03-31"),
  { ...query("elasticache", "DescribeReplicationGroups", "2015-02-02", REDIS), status: 404 },
  // A cluster that was deleted is still told of, as one that was.
  {
    ...target("ecs", "AmazonEC2ContainerServiceV20141113.DescribeClusters", CLUSTER),
    sign: /"ACTIVE"/,
  },
  target("ecr", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories"),
  target("secretsmanager", "secretsmanager.ListSecrets"),
  target("logs", "Logs_20140328.DescribeLogGroups"),
  target("servicediscovery", "Route53AutoNaming_v20170314.ListNamespaces"),
  target("ssm", "AmazonSSM.GetParametersByPath", PARAMETERS),
  target("acm", "CertificateManager.ListCertificates"),
  get("s3", "/"),
  get("elasticfilesystem", "/2015-02-01/file-systems"),
];

/** The questions whose answers still tell of the system. */
export async function leftovers(client: Client, zone: string): Promise<unknown[]> {
  const left: unknown[] = [];
  const records = get("route53", `/2013-04-01/hostedzone/${zone}/rrset`);
  for (const { service, question, sign, status: expected } of [...LOOKS, records]) {
    const { status, text } = await client.ask(service, question);
    // A question that was not understood would find nothing for ever.
    if (status !== expected || sign.test(text)) left.push({ service, question, status });
  }
  return left;
}
