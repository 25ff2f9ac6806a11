import { invalidInput } from "./protocol/service-error.ts";
import { enumeration, integer, list, required, string, structure } from "./shapes.ts";
import type { DistributionRecord, WafRuleRecord } from "./state/distribution-record.ts";

const path = string({ pattern: /^\//, min: 1, max: 256 });
const field = string({ min: 1, max: 512 });
const codes = list(integer({ min: 0, max: 999 }), { min: 1, max: 10 });
const payloadType = enumeration(["JSON", "FORM_ENCODED"]);
const responseInspection = structure({ successCodes: codes, failureCodes: codes });

export const wafRules = list(
  structure({
    name: required(string()),
    atpConfig: structure({
      loginPath: path,
      payloadType,
      usernameField: field,
      passwordField: field,
      responseInspection,
    }),
    acfpConfig: structure({
      payloadType,
      creationPath: path,
      registrationPagePath: path,
      responseInspection,
    }),
    botControlConfig: structure({ inspectionLevel: enumeration(["COMMON", "TARGETED"]) }),
  }),
);

const MEDIUM = ["CommonRuleSet", "KnownBadInputsRuleSet", "AnonymousIpList"];
const LARGE = [
  ...MEDIUM,
  ...["AdminProtectionRuleSet", "SQLiRuleSet", "LinuxRuleSet", "UnixRuleSet", "WindowsRuleSet"],
  ...["PHPRuleSet", "WordPressRuleSet", "AmazonIpReputationList"],
  ...["ATPRuleSet", "ACFPRuleSet", "BotControlRuleSet"],
];
/** Groups of rules that a bundle has; the smallest has no firewall at all. */
const GROUPS = new Map([
  ["medium_1_0", MEDIUM],
  ["large_1_0", LARGE],
]);

/** The group that each configuration belongs to, and without which it can't do. */
const CONFIGURED = {
  atpConfig: "AWSManagedRulesATPRuleSet",
  acfpConfig: "AWSManagedRulesACFPRuleSet",
  botControlConfig: "AWSManagedRulesBotControlRuleSet",
} as const;

/** What the firewall is to be: absent when it is off. */
export function checkFirewall(
  present: DistributionRecord["firewall"],
  bundleId: string,
  {
    enableWaf,
    wafRules: rules,
  }: { enableWaf?: boolean | undefined; wafRules?: WafRuleRecord[] | undefined },
): DistributionRecord["firewall"] {
  const isOn = enableWaf ?? present !== undefined;
  if (!isOn) {
    if (rules !== undefined)
      throw invalidInput("WAF rules can be given only while WAF is enabled.");
    return undefined;
  }
  const firewall = { rules: rules ?? present?.rules ?? [] };
  assertBundleHas(bundleId, firewall);
  for (const rule of rules ?? []) assertConfigured(rule);
  return firewall;
}

/** Whether the bundle has all that the firewall uses. */
export function assertBundleHas(bundleId: string, firewall: DistributionRecord["firewall"]): void {
  if (firewall === undefined) return;
  const groups = GROUPS.get(bundleId);
  if (groups === undefined) throw invalidInput(`The bundle ${bundleId} has no WAF.`);
  const strange = firewall.rules.find(
    ({ name }) => !groups.some((group) => name === `AWSManagedRules${group}`),
  );
  if (strange === undefined) return;
  throw invalidInput(`The bundle ${bundleId} has no such WAF rule group: ${strange.name}`);
}

function assertConfigured(rule: WafRuleRecord): void {
  for (const [member, group] of Object.entries(CONFIGURED)) {
    const isGiven = rule[member as keyof typeof CONFIGURED] !== undefined;
    if (isGiven === (rule.name === group)) continue;
    throw invalidInput(`${member} goes with the WAF rule group ${group}, and with no other.`);
  }
  for (const config of [rule.atpConfig, rule.acfpConfig]) {
    const { successCodes = [], failureCodes = [] } = config?.responseInspection ?? {};
    const both = successCodes.find((code) => failureCodes.includes(code));
    if (both !== undefined) throw invalidInput(`The code ${both} can't mean success and failure.`);
  }
}
