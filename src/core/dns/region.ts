/** The one region in which Lightsail answers calls about domains. */
export const DOMAINS_REGION = "us-east-1";
