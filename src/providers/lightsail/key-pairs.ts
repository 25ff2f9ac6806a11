import { randomUUID } from "node:crypto";
import type { CreatedKeyPair } from "../../core/contracts/key-pairs.ts";
import { nullIfMissing } from "../../core/errors.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import { keyFingerprint } from "../../core/instances/key-fingerprint.ts";
import type { KeyPair } from "../../core/model.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { type Calls, begunOperations, present } from "./calls.ts";
import { toTagList } from "./create-request.ts";
import { toKeyPair } from "./mapping.ts";
import { allPages } from "./pages.ts";
import { tagResource } from "./tag-resource.ts";

export async function listKeyPairs(calls: Calls, call?: CallOptions): Promise<KeyPair[]> {
  const pairs = await allPages(async (pageToken) => {
    const page = await calls.read(
      "GetKeyPairs",
      pageToken === undefined ? {} : { pageToken },
      call,
    );
    return { items: page.keyPairs, next: page.nextPageToken };
  });
  return pairs.map((pair) => toKeyPair(pair, calls.region));
}

export async function getKeyPair(calls: Calls, name: string, call?: CallOptions): Promise<KeyPair> {
  const context = { ...call, resource: name };
  const { keyPair } = await calls.read("GetKeyPair", { keyPairName: name }, context);
  return toKeyPair(present(keyPair, name), calls.region);
}

/** ImportKeyPair takes no tags: after a lost answer, the same key under that name is this call's. */
export async function importKeyPair(
  calls: Calls,
  name: string,
  publicKey: string,
  call?: CallOptions,
): Promise<KeyPair> {
  const fingerprint = keyFingerprint(publicKey);
  await calls.change(
    "ImportKeyPair",
    { keyPairName: name, publicKeyBase64: publicKey },
    { ...call, resource: name },
    async () => (await getKeyPair(calls, name, call)).fingerprint === fingerprint,
  );
  return getKeyPair(calls, name, call);
}

/** A call's answers may all be lost; then it ends without a key pair. */
const MOST_TRIES = 8;

/** CreateKeyPair has no client token, and only its answer has the private key. */
export async function createKeyPair(
  calls: Calls,
  name: string,
  request: string,
  call?: CallOptions,
): Promise<CreatedKeyPair> {
  const tags = toTagList({ [REQUEST_TAG]: request });
  const context = { ...call, resource: name };
  let inDoubt = false;
  for (let tries = 1; ; tries += 1) {
    const answer = await calls.attempt("CreateKeyPair", { keyPairName: name, tags }, context);
    if (answer.ok) {
      begunOperations(answer.output, name);
      const { keyPair, privateKeyBase64 } = answer.output;
      return {
        pair: toKeyPair(present(keyPair, name), calls.region),
        privateKey: present(privateKeyBase64, name),
      };
    }
    const { failure } = answer;
    inDoubt ||= failure.effect === "unknown";
    const isRemoved = inDoubt && (await removeOwn(calls, name, request, call));
    if (await calls.mayRepeat(failure, tries, call?.signal)) continue;
    const wasInTheWay = isRemoved && failure.error.code === "name_in_use";
    if (!wasInTheWay || tries >= MOST_TRIES) throw failure.error;
  }
}

async function removeOwn(
  calls: Calls,
  name: string,
  request: string,
  call?: CallOptions,
): Promise<boolean> {
  const there = await nullIfMissing(getKeyPair(calls, name, call));
  if (there === null || ownValue(there.tags, REQUEST_TAG) !== request) return false;
  await nullIfMissing(deleteKeyPair(calls, name, call));
  return true;
}

/** The private key in the answer is dropped unread. */
export async function createMarker(
  calls: Calls,
  name: string,
  tags: Readonly<Record<string, string>>,
  call?: CallOptions,
): Promise<KeyPair> {
  const id = randomUUID();
  await calls.change(
    "CreateKeyPair",
    { keyPairName: name, tags: toTagList({ ...tags, [REQUEST_TAG]: id }) },
    { ...call, resource: name },
    async () => ownValue((await getKeyPair(calls, name, call)).tags, REQUEST_TAG) === id,
  );
  return getKeyPair(calls, name, call);
}

export async function tagKeyPair(
  calls: Calls,
  name: string,
  tags: Readonly<Record<string, string>>,
  call?: CallOptions,
): Promise<void> {
  await tagResource(calls, name, tags, () => getKeyPair(calls, name, call), call);
}

export async function deleteKeyPair(calls: Calls, name: string, call?: CallOptions): Promise<void> {
  await calls.change(
    "DeleteKeyPair",
    { keyPairName: name },
    { ...call, resource: name },
    async () => (await nullIfMissing(getKeyPair(calls, name, call))) === null,
  );
}
