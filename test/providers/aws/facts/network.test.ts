import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import type { HealthRequest } from "../../../../src/core/contracts/traffic-control.ts";
import { failure } from "../../../contract/infra-manager.contract.ts";
import { emulatorTools } from "../../../helpers/aws-emulator/emulator.ts";
import { describeWith } from "../../../helpers/tools.ts";
import { emptyAccount, REGION } from "./set-up.ts";

describeWith("facts of a network, read from moto by the real SDK", emulatorTools(), () => {
  const account = emptyAccount(async (request) => {
    asked.push(request);
    return "it answers HTTP 503";
  });
  const asked: HealthRequest[] = [];

  test("a network: a group that is open, a load balancer, targets", async () => {
    const ec2 = new EC2Client(account.config);
    const { Vpc: vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    const VpcId = vpc?.VpcId ?? "";
    const subnets = [];
    for (const [index, zone] of ["a", "b"].entries()) {
      const { Subnet: made } = await ec2.send(
        new CreateSubnetCommand({
          ...{ VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone: `${REGION}${zone}` },
        }),
      );
      subnets.push(made?.SubnetId ?? "");
    }
    const { GroupId = "" } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: "facts", Description: "facts", VpcId }),
    );
    const group = { id: GroupId };
    expect(await account.read("aws_security_group", group)).toMatchObject({ openToTheWorld: [] });
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
          { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
        ],
      }),
    );
    expect(
      await account.read("aws_security_group", group, "module.lb.aws_security_group.this", [
        "module.lb.aws_lb.this",
      ]),
    ).toEqual({ openToTheWorld: ["tcp 443"], isForLoadBalancer: true });
    expect(
      await account.read("aws_security_group", group, "module.db.aws_security_group.this", [
        "module.lb.aws_lb.this",
      ]),
    ).toMatchObject({ isForLoadBalancer: false });

    const balancing = new ElasticLoadBalancingV2Client(account.config);
    const { LoadBalancers: balancers } = await balancing.send(
      new CreateLoadBalancerCommand({ Name: "facts", Subnets: subnets, Scheme: "internal" }),
    );
    const arn = balancers?.[0]?.LoadBalancerArn ?? "";
    expect(await account.read("aws_lb", { arn })).toMatchObject({
      isPublic: false,
      zones: [`${REGION}a`, `${REGION}b`],
      listeners: [],
      answer: null,
    });
    const { TargetGroups: groups } = await balancing.send(
      new CreateTargetGroupCommand({
        Name: "facts",
        Protocol: "HTTP",
        Port: 80,
        VpcId,
        TargetType: "ip",
      }),
    );
    const target = { arn: groups?.[0]?.TargetGroupArn ?? "" };
    expect(await account.read("aws_lb_target_group", target)).toEqual({ targets: [] });
    const gone = account.read("aws_lb", { arn: arn.replace(/\w+$/, "0000000000000000") });
    expect((await failure(gone)).code).toBe("not_found");
  });

  test("a public load balancer is asked by its certificate's name, at its own address", async () => {
    const { config, read } = account;
    const ec2 = new EC2Client(config);
    const { Vpc: vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16" }));
    const { Subnet: subnet } = await ec2.send(
      new CreateSubnetCommand({ VpcId: vpc?.VpcId, CidrBlock: "10.1.0.0/24" }),
    );
    const { CertificateArn } = await new ACMClient(config).send(
      new RequestCertificateCommand({ DomainName: "api.example.com", ValidationMethod: "DNS" }),
    );
    const balancing = new ElasticLoadBalancingV2Client(config);
    const { LoadBalancers: balancers } = await balancing.send(
      new CreateLoadBalancerCommand({ Name: "public", Subnets: [subnet?.SubnetId ?? ""] }),
    );
    const { LoadBalancerArn, DNSName: address } = balancers?.[0] ?? {};
    const { TargetGroups: groups } = await balancing.send(
      new CreateTargetGroupCommand({
        ...{ Name: "public", Protocol: "HTTP", Port: 8000, VpcId: vpc?.VpcId, TargetType: "ip" },
        HealthCheckPath: "/health",
      }),
    );
    const TargetGroupArn = groups?.[0]?.TargetGroupArn;
    await balancing.send(
      new CreateListenerCommand({
        ...{ LoadBalancerArn, Protocol: "HTTPS", Port: 443, Certificates: [{ CertificateArn }] },
        DefaultActions: [{ Type: "forward", TargetGroupArn }],
      }),
    );
    const { answer } = await read("aws_lb", { arn: LoadBalancerArn ?? "" });
    const url = "https://api.example.com/health";
    expect(answer).toEqual({ url, fault: "it answers HTTP 503" });
    expect(asked).toMatchObject([{ url, connectTo: address }]);
  });
});
