/** What messages, permissions and addresses call a service of AWS. */
export interface ServiceFacts {
  /** In addresses, e.g. `https://route53.us-east-1.amazonaws.com`. */
  id: string;
  /** In sentences. */
  title: string;
  /** Before the colon of a permission, e.g. `route53:ListHostedZones`. */
  permission: string;
  /** In AWS_ENDPOINT_URL_<NAME>; in lower case it is the key of a profile's `services` section. */
  variable: string;
  /** The region that requests are signed for, whatever region is worked in; of services that have none. */
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
