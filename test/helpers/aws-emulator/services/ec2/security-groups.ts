import { text, textOf, withBody, xml } from "../../answers.ts";
import { type Call, type Fill, perPlace } from "../../call.ts";
import { formOf } from "../../form.ts";

const DESCRIPTION = "IpPermissions.1.Groups.1.Description";

/** moto forgets what a rule for another security group is described as. */
export function securityGroups(): Readonly<Record<string, Fill>> {
  const descriptions = perPlace(() => new Map<string, string>());
  const described = (call: Call, body: string): string =>
    body.replaceAll(
      /<securityGroupRuleId>([^<]*)<\/securityGroupRuleId>(?:(?!<\/?item>|<tagSet)[\s\S])*/g,
      (rule, id: string) => {
        const description = descriptions(call).get(id);
        const known = description === undefined || textOf(rule, "description") !== undefined;
        return known ? rule : rule + xml({ description });
      },
    );
  const authorize: Fill = async (call, upstream) => {
    const found = await upstream();
    const id = textOf(text(found), "securityGroupRuleId");
    const description = formOf(call).get(DESCRIPTION);
    if (id !== undefined && description !== null) descriptions(call).set(id, description);
    return withBody(found, described(call, text(found)));
  };
  return {
    AuthorizeSecurityGroupIngress: authorize,
    AuthorizeSecurityGroupEgress: authorize,
    DescribeSecurityGroupRules: async (call, upstream) => {
      const found = await upstream();
      return withBody(found, described(call, text(found)));
    },
  };
}
