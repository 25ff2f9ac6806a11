import { invalidInput } from "./protocol/service-error.ts";

/** Security policies of load balancers, as the service's documentation lists them. */
export const TLS_POLICIES = [
  {
    name: "TLS-2016-08",
    isDefault: true,
    description: "Default TLS security policy",
    protocols: ["Protocol-TLSv1", "Protocol-TLSv1.1", "Protocol-TLSv1.2"],
    ciphers: [
      "ECDHE-ECDSA-AES128-GCM-SHA256",
      "ECDHE-RSA-AES128-GCM-SHA256",
      "ECDHE-ECDSA-AES128-SHA256",
      "ECDHE-RSA-AES128-SHA256",
      "ECDHE-ECDSA-AES128-SHA",
      "ECDHE-RSA-AES128-SHA",
      "ECDHE-ECDSA-AES256-GCM-SHA384",
      "ECDHE-RSA-AES256-GCM-SHA384",
      "ECDHE-ECDSA-AES256-SHA384",
      "ECDHE-RSA-AES256-SHA384",
      "ECDHE-RSA-AES256-SHA",
      "ECDHE-ECDSA-AES256-SHA",
      "AES128-GCM-SHA256",
      "AES128-SHA256",
      "AES128-SHA",
      "AES256-GCM-SHA384",
      "AES256-SHA256",
      "AES256-SHA",
    ],
  },
  {
    name: "TLS-FS-Res-1-2-2019-08",
    isDefault: false,
    description: "Forward secrecy, TLS 1.2 alone, restricted ciphers",
    protocols: ["Protocol-TLSv1.2"],
    ciphers: [
      "ECDHE-ECDSA-AES128-GCM-SHA256",
      "ECDHE-RSA-AES128-GCM-SHA256",
      "ECDHE-ECDSA-AES128-SHA256",
      "ECDHE-RSA-AES128-SHA256",
      "ECDHE-ECDSA-AES256-GCM-SHA384",
      "ECDHE-RSA-AES256-GCM-SHA384",
      "ECDHE-ECDSA-AES256-SHA384",
      "ECDHE-RSA-AES256-SHA384",
    ],
  },
] as const;

export const DEFAULT_TLS_POLICY = TLS_POLICIES[0].name;

/** The name of a policy that there is. */
export function checkTlsPolicy(name: string): string {
  if (TLS_POLICIES.some((policy) => policy.name === name)) return name;
  throw invalidInput(`The TLS policy does not exist: ${name}`);
}
