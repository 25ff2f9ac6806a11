/** Inputs of the AWS modules that are refused, each with words of the message. */
export interface Refusals {
  /** Inputs with which the module can be called. */
  readonly given: Readonly<Record<string, string>>;
  readonly refused: readonly (readonly [input: string, message: string])[];
}

const alarm = (more: string): string =>
  `alarms = { a = { description = "a", namespace = "n", metric = "m", dimensions = {}, threshold = 1, ${more} } }`;

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
};
