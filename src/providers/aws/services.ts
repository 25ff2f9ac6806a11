/** The names of an AWS service in messages, permissions and addresses. */
export interface ServiceFacts {
  /** In addresses, e.g. `https://route53.us-east-1.amazonaws.com`. */
  id: string;
  /** In sentences. */
  title: string;
  /** Before the colon of a permission, e.g. `route53:ListHostedZones`. */
  permission: string;
  /** In AWS_ENDPOINT_URL_<NAME>; in lower case it is the key of a profile's `services` section. */
  variable: string;
  /** The region that requests are always signed for; for services without regions. */
  homeRegion?: string;
}

export const LIGHTSAIL: ServiceFacts = {
  id: "lightsail",
  title: "Lightsail",
  permission: "lightsail",
  variable: "LIGHTSAIL",
};

export const STS: ServiceFacts = {
  id: "sts",
  title: "The token service",
  permission: "sts",
  variable: "STS",
};

export const ROUTE_53: ServiceFacts = {
  id: "route53",
  title: "Route 53",
  permission: "route53",
  variable: "ROUTE_53",
  homeRegion: "us-east-1",
};

export const CLOUDWATCH: ServiceFacts = {
  id: "monitoring",
  title: "CloudWatch",
  permission: "cloudwatch",
  variable: "CLOUDWATCH",
};

export const ECS: ServiceFacts = {
  id: "ecs",
  title: "ECS",
  permission: "ecs",
  variable: "ECS",
};

export const LOAD_BALANCING: ServiceFacts = {
  id: "elasticloadbalancing",
  title: "Elastic Load Balancing",
  permission: "elasticloadbalancing",
  variable: "ELASTIC_LOAD_BALANCING_V2",
};

export const ACM: ServiceFacts = {
  id: "acm",
  title: "Certificate Manager",
  permission: "acm",
  variable: "ACM",
};

export const ELASTICACHE: ServiceFacts = {
  id: "elasticache",
  title: "ElastiCache",
  permission: "elasticache",
  variable: "ELASTICACHE",
};

export const RDS: ServiceFacts = {
  id: "rds",
  title: "RDS",
  permission: "rds",
  variable: "RDS",
};

export const EFS: ServiceFacts = {
  id: "elasticfilesystem",
  title: "EFS",
  permission: "elasticfilesystem",
  variable: "EFS",
};

export const AUTO_SCALING: ServiceFacts = {
  id: "autoscaling",
  title: "EC2 Auto Scaling",
  permission: "autoscaling",
  variable: "AUTO_SCALING",
};

export const S3: ServiceFacts = {
  id: "s3",
  title: "S3",
  permission: "s3",
  variable: "S3",
};

export const LOGS: ServiceFacts = {
  id: "logs",
  title: "CloudWatch Logs",
  permission: "logs",
  variable: "CLOUDWATCH_LOGS",
};

export const SECRETS_MANAGER: ServiceFacts = {
  id: "secretsmanager",
  title: "Secrets Manager",
  permission: "secretsmanager",
  variable: "SECRETS_MANAGER",
};

export const IAM: ServiceFacts = {
  id: "iam",
  title: "IAM",
  permission: "iam",
  variable: "IAM",
  homeRegion: "us-east-1",
};

export const EC2: ServiceFacts = {
  id: "ec2",
  title: "EC2",
  permission: "ec2",
  variable: "EC2",
};

export const MWAA: ServiceFacts = {
  id: "airflow",
  title: "Managed Airflow",
  permission: "airflow",
  variable: "MWAA",
};

export const NEPTUNE: ServiceFacts = {
  id: "neptune-db",
  title: "Neptune",
  permission: "neptune-db",
  variable: "NEPTUNEDATA",
};

export const PRICING: ServiceFacts = {
  id: "api.pricing",
  title: "The price list",
  permission: "pricing",
  variable: "PRICING",
  homeRegion: "us-east-1",
};
