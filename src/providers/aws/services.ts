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
