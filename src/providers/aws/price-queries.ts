import { ownValue } from "../../core/text/own-value.ts";

/** How the price list is asked for a key. */
export interface PriceQuery {
  serviceCode: string;
  filters: Readonly<Record<string, string>>;
  /** What the product's usage type ends in; before it stands the region's prefix. */
  usage: RegExp;
  /** How many of the list's units one of the key's is: a million requests, say. */
  times?: number;
}

type Make = (...parts: string[]) => PriceQuery;

const ends = (usage: string): RegExp => new RegExp(`(^|-)${usage}$`);
const plain = (serviceCode: string, usage: string, times?: number): Make => {
  const query = { serviceCode, filters: {}, usage: ends(usage) };
  return () => (times === undefined ? query : { ...query, times });
};
const family = (serviceCode: string, productFamily: string, usage: string): Make => {
  const query = { serviceCode, filters: { productFamily }, usage: ends(usage) };
  return () => query;
};

const DEPLOYMENT: Readonly<Record<string, string>> = {
  "single-az": "Single-AZ",
  "multi-az": "Multi-AZ",
};
const SIZES: Readonly<Record<string, string>> = {
  "mw1.small": "Small",
  "mw1.medium": "Medium",
  "mw1.large": "Large",
};
const MILLION = 1_000_000;

const airflow =
  (what: string): Make =>
  (size = "") => ({
    serviceCode: "AmazonMWAA",
    filters: {},
    usage: ends(`Airflow-${ownValue(SIZES, size) ?? "none"}${what}`),
  });

/**
 * Keys as patterns, a star for a part. Names of services, families and usage types are those of the
 * public offer files: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html
 */
const QUERIES: readonly (readonly [pattern: string, make: Make])[] = [
  [
    "elasticache/cache.*",
    (type = "") => ({
      serviceCode: "AmazonElastiCache",
      filters: { instanceType: `cache.${type}`, cacheEngine: "Redis" },
      usage: /NodeUsage:/,
    }),
  ],
  [
    "rds/postgres/db.*/*",
    (type = "", zones = "") => ({
      serviceCode: "AmazonRDS",
      filters: {
        instanceType: `db.${type}`,
        databaseEngine: "PostgreSQL",
        deploymentOption: ownValue(DEPLOYMENT, zones) ?? "none",
      },
      usage: /(InstanceUsage|Multi-AZUsage):/,
    }),
  ],
  [
    "rds/postgres/storage/gp3/*",
    (zones = "") => ({
      serviceCode: "AmazonRDS",
      filters: {
        productFamily: "Database Storage",
        databaseEngine: "PostgreSQL",
        deploymentOption: ownValue(DEPLOYMENT, zones) ?? "none",
      },
      usage: /GP3-Storage$/,
    }),
  ],
  [
    "neptune/db.*",
    (type = "") => ({
      serviceCode: "AmazonNeptune",
      filters: { instanceType: `db.${type}` },
      usage: /(^|-)InstanceUsage:/,
    }),
  ],
  ["neptune/storage", plain("AmazonNeptune", "StorageUsage")],
  ["neptune/io", plain("AmazonNeptune", "StorageIOUsage", MILLION)],
  ["fargate/vcpu", plain("AmazonECS", "Fargate-vCPU-Hours:perCPU")],
  ["fargate/gb", plain("AmazonECS", "Fargate-GB-Hours")],
  ["fargate/arm64/vcpu", plain("AmazonECS", "Fargate-ARM-vCPU-Hours:perCPU")],
  ["fargate/arm64/gb", plain("AmazonECS", "Fargate-ARM-GB-Hours")],
  [
    "ec2/*",
    (instanceType = "") => ({
      serviceCode: "AmazonEC2",
      filters: {
        ...{ instanceType, operatingSystem: "Linux", tenancy: "Shared" },
        ...{ preInstalledSw: "NA", capacitystatus: "Used" },
      },
      usage: /BoxUsage:/,
    }),
  ],
  ["ebs/gp3", plain("AmazonEC2", "EBS:VolumeUsage.gp3")],
  ["ebs/gp3/iops", plain("AmazonEC2", "EBS:VolumeP-IOPS.gp3")],
  ["nat/hour", family("AmazonEC2", "NAT Gateway", "NatGateway-Hours")],
  ["nat/gb", family("AmazonEC2", "NAT Gateway", "NatGateway-Bytes")],
  ["ipv4/hour", plain("AmazonVPC", "PublicIPv4:InUseAddress")],
  ["endpoint/hour", plain("AmazonVPC", "VpcEndpoint-Hours")],
  ["endpoint/gb", plain("AmazonVPC", "VpcEndpoint-Bytes")],
  ["vpn/hour", plain("AmazonVPC", "VPN-Usage-Hours:ipsec.1")],
  ["alb/hour", family("AWSELB", "Load Balancer-Application", "LoadBalancerUsage")],
  ["alb/lcu", family("AWSELB", "Load Balancer-Application", "LCUUsage")],
  ["nlb/hour", family("AWSELB", "Load Balancer-Network", "LoadBalancerUsage")],
  ["nlb/lcu", family("AWSELB", "Load Balancer-Network", "LCUUsage")],
  ["s3/standard", plain("AmazonS3", "TimedStorage-ByteHrs")],
  ["efs/standard", plain("AmazonEFS", "TimedStorage-ByteHrs")],
  ["ecr/storage", plain("AmazonECR", "TimedStorage-ByteHrs")],
  ["logs/ingest", plain("AmazonCloudWatch", "DataProcessing-Bytes")],
  ["logs/storage", plain("AmazonCloudWatch", "TimedStorage-ByteHrs")],
  ["cloudwatch/alarm", plain("AmazonCloudWatch", "CW:AlarmMonitorUsage")],
  ["secretsmanager/secret", plain("AWSSecretsManager", "AWSSecretsManager-Secrets")],
  ["kms/key", plain("awskms", "KMS-Keys")],
  ["mwaa/environment/*", airflow("Environment")],
  ["mwaa/worker/*", airflow("Worker")],
];

/** Null for a key that nothing is known to ask for. */
export function queryFor(key: string): PriceQuery | null {
  for (const [pattern, make] of QUERIES) {
    const source = pattern.replaceAll(/[.:]/g, "\\$&").replaceAll("*", "([\\w.-]+)");
    const found = new RegExp(`^${source}$`).exec(key);
    if (found !== null) return make(...found.slice(1));
  }
  return null;
}
