import type { Client } from "../client.ts";
import { element, type Gap } from "./gap.ts";

const ask = async (client: Client, action: string, form = {}): Promise<string> =>
  (await client.ask("ec2", { action, version: "2016-11-15", form })).text;

export const ec2: readonly Gap[] = [
  {
    title: "EC2 finds no subnet by its IPv6 network, whose state it shows as an object",
    filled: "associated",
    async look(client) {
      const vpc = { CidrBlock: "10.0.0.0/16", AmazonProvidedIpv6CidrBlock: "true" };
      const id = element(await ask(client, "CreateVpc", vpc), "vpcId");
      const vpcs = await ask(client, "DescribeVpcs", { "VpcId.1": id });
      const block = element(vpcs, "ipv6CidrBlock")?.replace("/56", "/64");
      const subnet = { VpcId: id, CidrBlock: "10.0.0.0/20", Ipv6CidrBlock: block };
      const made = await ask(client, "CreateSubnet", subnet);
      const association = /subnet-cidr-assoc-\w+/.exec(made)?.[0];
      const found = await ask(client, "DescribeSubnets", {
        "Filter.1.Name": "ipv6-cidr-block-association.association-id",
        "Filter.1.Value.1": association,
      });
      return /<ipv6CidrBlockState><state>([^<]*)</.exec(found)?.[1];
    },
  },
  {
    title: "EC2 forgets what a rule for another security group is described as",
    filled: "Clients",
    async look(client) {
      const group = { GroupName: "g", GroupDescription: "g" };
      const id = element(await ask(client, "CreateSecurityGroup", group), "groupId");
      const allowed = await ask(client, "AuthorizeSecurityGroupIngress", {
        GroupId: id,
        "IpPermissions.1.IpProtocol": "tcp",
        "IpPermissions.1.FromPort": "1",
        "IpPermissions.1.ToPort": "1",
        "IpPermissions.1.Groups.1.GroupId": id,
        "IpPermissions.1.Groups.1.Description": "Clients",
      });
      const rules = await ask(client, "DescribeSecurityGroupRules", {
        "SecurityGroupRuleId.1": element(allowed, "securityGroupRuleId"),
      });
      return element(rules, "description");
    },
  },
  {
    title: "EC2 leaves the interface of a terminated instance attached to it",
    filled: { attached: false, detached: "InvalidAttachmentID.NotFound" },
    async look(client) {
      const subnets = await ask(client, "DescribeSubnets");
      const made = await ask(client, "CreateNetworkInterface", {
        SubnetId: element(subnets, "subnetId"),
      });
      const id = element(made, "networkInterfaceId");
      const images = await ask(client, "DescribeImages");
      const started = await ask(client, "RunInstances", {
        ImageId: element(images, "imageId"),
        MinCount: "1",
        MaxCount: "1",
        "NetworkInterface.1.DeviceIndex": "0",
        "NetworkInterface.1.NetworkInterfaceId": id,
      });
      const instance = element(started, "instanceId");
      const before = await ask(client, "DescribeNetworkInterfaces", { "NetworkInterfaceId.1": id });
      const attachment = element(before, "attachmentId");
      await ask(client, "TerminateInstances", { "InstanceId.1": instance });
      const found = await ask(client, "DescribeNetworkInterfaces", { "NetworkInterfaceId.1": id });
      const again = await ask(client, "DetachNetworkInterface", { AttachmentId: attachment });
      return {
        attached: found.includes(`<instanceId>${instance}<`),
        detached: element(again, "Code"),
      };
    },
  },
];
