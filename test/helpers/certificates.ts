import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputOf } from "./run.ts";

const KEY = ["-newkey", "rsa:2048", "-nodes"];

/** An authority that signs certificates; `folder` gets NAME.pem and NAME-key.pem. */
export async function makeAuthority(folder: string, name: string): Promise<void> {
  await outputOf("openssl", [
    ...["req", "-x509", ...KEY, "-days", "2", "-subj", `/CN=${name}`],
    ...["-keyout", join(folder, `${name}-key.pem`), "-out", join(folder, `${name}.pem`)],
  ]);
}

/** A certificate for the names, such as IP:127.0.0.1, signed by the authority. */
export async function makeCertificate(
  folder: string,
  { name, authority, names }: { name: string; authority: string; names: string },
): Promise<void> {
  const at = (file: string): string => join(folder, file);
  writeFileSync(at(`${name}.ext`), `subjectAltName=${names}\n`);
  await outputOf("openssl", [
    ...["req", ...KEY, "-subj", `/CN=${name}`],
    ...["-keyout", at(`${name}-key.pem`), "-out", at(`${name}.csr`)],
  ]);
  await outputOf("openssl", [
    ...["x509", "-req", "-in", at(`${name}.csr`), "-days", "2", "-extfile", at(`${name}.ext`)],
    ...["-CA", at(`${authority}.pem`), "-CAkey", at(`${authority}-key.pem`), "-CAcreateserial"],
    ...["-out", at(`${name}.pem`)],
  ]);
}
