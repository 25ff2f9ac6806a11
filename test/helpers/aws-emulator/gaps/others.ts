import type { Gap } from "./gap.ts";

const EFS = "/2015-02-01/file-systems";

const ROLE = { RoleName: "r" };
const TRUST = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::b/*" }],
});

export const others: readonly Gap[] = [
  {
    title: "IAM can't say what a role may do",
    filled: ["allowed", "implicitDeny"],
    async look(client) {
      const ask = (action: string, form: Record<string, string>) =>
        client.ask("iam", { action, version: "2010-05-08", form });
      await ask("CreateRole", { ...ROLE, AssumeRolePolicyDocument: TRUST });
      await ask("PutRolePolicy", { ...ROLE, PolicyName: "p", PolicyDocument: POLICY });
      const { text } = await ask("SimulatePrincipalPolicy", {
        PolicySourceArn: "arn:aws:iam::1:role/r",
        "ActionNames.member.1": "s3:GetObject",
        "ActionNames.member.2": "s3:PutObject",
        "ResourceArns.member.1": "arn:aws:s3:::b/x",
      });
      return [...text.matchAll(/<EvalDecision>(\w+)</g)].map(([, it]) => it);
    },
  },
  {
    title: "EFS keeps no backup policy",
    filled: { BackupPolicy: { Status: "ENABLED" } },
    async look(client) {
      const made = await client.ask("elasticfilesystem", {
        method: "POST",
        path: EFS,
        body: JSON.stringify({ CreationToken: "t" }),
      });
      const { FileSystemId: id } = JSON.parse(made.text) as { FileSystemId: string };
      const path = `${EFS}/${id}/backup-policy`;
      const body = JSON.stringify({ BackupPolicy: { Status: "ENABLED" } });
      await client.ask("elasticfilesystem", { method: "PUT", path, body });
      const { status, text } = await client.ask("elasticfilesystem", { method: "GET", path });
      return status === 200 ? JSON.parse(text) : status;
    },
  },
  {
    title: "EFS can't take a file system's policy away",
    filled: 200,
    async look(client) {
      const body = JSON.stringify({ CreationToken: "t" });
      const made = await client.ask("elasticfilesystem", { method: "POST", path: EFS, body });
      const { FileSystemId: id } = JSON.parse(made.text) as { FileSystemId: string };
      const path = `${EFS}/${id}/policy`;
      return (await client.ask("elasticfilesystem", { method: "DELETE", path })).status;
    },
  },
  {
    title: "S3 enforces a bucket's policy without its conditions",
    filled: 200,
    async look(client) {
      const path = `/bucket-${Math.random().toString(36).slice(2)}`;
      await client.ask("s3", { method: "PUT", path });
      const denied = {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${path.slice(1)}`, `arn:aws:s3:::${path.slice(1)}/*`],
        Condition: { Bool: { "aws:SecureTransport": "nobody" } },
      };
      const body = JSON.stringify({ Version: "2012-10-17", Statement: [denied] });
      await client.ask("s3", { method: "PUT", path: `${path}?policy`, body });
      return (await client.ask("s3", { method: "PUT", path: `${path}/x`, body: "x" })).status;
    },
  },
  {
    title: "Application Auto Scaling knows no tags",
    filled: { Tags: { a: "b" } },
    async look(client) {
      const arn = "arn:aws:application-autoscaling:us-east-1:1:scalable-target/x";
      const ask = (operation: string, input: object) =>
        client.ask("application-autoscaling", {
          target: `AnyScaleFrontendService.${operation}`,
          input: { ResourceARN: arn, ...input },
        });
      await ask("TagResource", { Tags: { a: "b" } });
      const { status, text } = await ask("ListTagsForResource", {});
      return status === 200 ? JSON.parse(text) : status;
    },
  },
];
