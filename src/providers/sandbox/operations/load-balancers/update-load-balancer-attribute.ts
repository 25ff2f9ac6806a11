import { resourceName } from "../../common-shapes.ts";
import { checkPath } from "../../load-balancers.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { recordOperation } from "../../record-operation.ts";
import { enumeration, required, string, structure } from "../../shapes.ts";
import type { LoadBalancerRecord } from "../../state/load-balancer-records.ts";
import { checkTlsPolicy } from "../../tls-policies.ts";
import { operationsOutput } from "../../views/operation.ts";

const ATTRIBUTES = [
  "HealthCheckPath",
  "SessionStickinessEnabled",
  "SessionStickiness_LB_CookieDurationSeconds",
  "HttpsRedirectionEnabled",
  "TlsPolicyName",
] as const;

/** Seconds: a week, which is what the load balancers behind the service take. */
const MAX_STICKINESS = 604_800;

const SETTERS: Readonly<
  Record<(typeof ATTRIBUTES)[number], (loadBalancer: LoadBalancerRecord, value: string) => void>
> = {
  HealthCheckPath: (it, value) => (it.healthCheckPath = checkPath(value)),
  SessionStickinessEnabled: (it, value) => (it.stickiness.enabled = truth(value)),
  SessionStickiness_LB_CookieDurationSeconds: (it, value) => {
    const seconds = /^\d{1,6}$/.test(value) ? Number(value) : 0;
    if (seconds < 1 || seconds > MAX_STICKINESS) {
      throw invalidInput(`The cookie duration must be 1 to ${MAX_STICKINESS} seconds: ${value}`);
    }
    it.stickiness.seconds = seconds;
  },
  HttpsRedirectionEnabled: (it, value) => {
    const isOn = truth(value);
    if (isOn && it.certificate === undefined) {
      throw invalidInput("cannot enable https redirection while https is disabled.");
    }
    it.redirectsToHttps = isOn;
  },
  TlsPolicyName: (it, value) => (it.tlsPolicyName = checkTlsPolicy(value)),
};

export const updateLoadBalancerAttribute = writes(
  structure({
    loadBalancerName: required(resourceName),
    attributeName: required(enumeration(ATTRIBUTES)),
    attributeValue: required(string({ min: 1, max: 256 })),
  }),
  (context, { loadBalancerName, attributeName, attributeValue }) => {
    const loadBalancer = context.state.get("LoadBalancer", loadBalancerName);
    SETTERS[attributeName](loadBalancer, attributeValue);
    const operation = recordOperation(context, {
      operationType: "UpdateLoadBalancerAttribute",
      resourceName: loadBalancerName,
      resourceType: "LoadBalancer",
      details: attributeName,
    });
    return operationsOutput([operation], context);
  },
);

function truth(text: string): boolean {
  const value = text.toLowerCase();
  if (value === "true" || value === "false") return value === "true";
  throw invalidInput(`The value must be true or false: ${text}`);
}
