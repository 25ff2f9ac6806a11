import { type ErrorCode, QuantsError } from "../../core/errors.ts";
import { advice, toRun, type Wording } from "../../core/text/advice.ts";

interface Known {
  pattern: RegExp;
  code: ErrorCode;
  message: string;
  hint: Wording;
  retryable?: boolean;
}

const KNOWN: readonly Known[] = [
  {
    pattern: /host key verification failed|remote host identification has changed/i,
    code: "access_denied",
    message: "The host key of the engine's machine is unknown, or has changed",
    hint: advice`Make sure that it is that machine, and add its key to known_hosts. Those that Lightsail recorded: ${toRun("inventory known-hosts")}`,
  },
  {
    pattern: /unable to resolve docker endpoint/i,
    code: "credentials_missing",
    message: "The certificates for the engine can't be read",
    hint: "They are ca.pem, cert.pem and key.pem in the folder DOCKER_CERT_PATH, by default ~/.docker.",
  },
  {
    pattern: /x509:|failed to verify certificate/i,
    code: "credentials_invalid",
    message: "The engine's certificate is not to be trusted",
    hint: "It must be signed by DOCKER_CERT_PATH's ca.pem, name the host of the address, and not be out of date. Else something in between may answer in its place.",
  },
  {
    pattern: /remote error: tls|check your tls client cert/i,
    code: "credentials_invalid",
    message: "The engine refuses this client's certificate",
    hint: "DOCKER_CERT_PATH's cert.pem and key.pem must be signed by the authority that dockerd has as --tlscacert.",
  },
  {
    pattern: /server gave HTTP response to HTTPS client/i,
    code: "config_invalid",
    message: "The engine has no TLS there",
    hint: "Whoever reaches it is root on its machine. Start dockerd with --tlsverify, or use --host ssh://user@manager.",
  },
  {
    pattern: /exit status 127/i,
    code: "config_not_found",
    message: "The engine's machine has no program docker",
    hint: "Over SSH, Docker's client must be there too (Debian: docker.io).",
  },
  {
    pattern: /client version \S+ is too (old|new)/i,
    code: "invalid_state",
    message: "Docker's client and the engine are of versions too far apart",
    hint: "20.10 or later is needed on both sides; see: docker version.",
  },
  {
    pattern: /permission denied.*(docker daemon|sock)|ssh.*permission denied/is,
    code: "access_denied",
    message: "The engine refuses this user",
    hint: "Use a user of the group docker, or over SSH a key that it knows.",
  },
  {
    pattern:
      /cannot connect to the docker daemon|connection refused|no such host|i\/o timeout|error during connect|no route to host|connection reset|ssh:|context deadline exceeded/i,
    code: "endpoint_unreachable",
    message: "The engine does not answer",
    hint: "Is dockerd running there, and is the address right? See --host and DOCKER_HOST.",
    retryable: true,
  },
  {
    pattern: /not a swarm manager|not part of a swarm/i,
    code: "invalid_state",
    message: "The engine is no manager of a Swarm",
    hint: "Give --host of a manager; a new Swarm begins with `docker swarm init` there.",
  },
  {
    pattern: /declared as external, but could not be found/i,
    code: "not_found",
    message: "The network of the entry is not there",
    hint: "The role traefik makes it: deploy traefik, and repeat the command. Its name is engine.entry.network in the platform's file, and traefik_tenants_network in Ansible.",
  },
  {
    pattern: /does not have a leader|too few managers/i,
    code: "service_unavailable",
    message: "The Swarm has no leader",
    hint: "Most of its managers must be up. Bring them back first: what runs goes on meanwhile.",
    retryable: true,
  },
  {
    pattern: /AlreadyExists|already exists/i,
    code: "name_in_use",
    message: "The engine has something of that name already",
    hint: "See what it is before you go on.",
  },
  {
    pattern: /incomplete log stream/i,
    code: "service_unavailable",
    message: "A worker can't tell what a job there found",
    hint: "Docker forgets this way to a worker that lost its power and came back soon. Restart Docker there (systemctl restart docker), and repeat the command.",
    retryable: true,
  },
  {
    pattern: /update out of sequence/i,
    code: "conflict",
    message: "Someone else changed the same thing at that moment",
    hint: "Repeat the command.",
    retryable: true,
  },
  {
    pattern: /not found|no such|nothing found in stack/i,
    code: "not_found",
    message: "The engine does not have it",
    hint: "It may have been removed meanwhile.",
  },
];

/** What a failed call means. The client's own words are shown, without what the call was given. */
export function dockerFailure(args: readonly string[], stderr: string, where: string): QuantsError {
  const said = stderr.trim().split("\n").at(-1)?.slice(0, 500) ?? "";
  const known = KNOWN.find(({ pattern }) => pattern.test(stderr));
  const call = args.slice(0, 2).join(" ");
  const { code = "operation_failed", message = `docker ${call} failed`, hint } = known ?? {};
  return new QuantsError(code, `${message} (${where}): ${said}`, {
    ...(hint !== undefined && { hint }),
    resource: where,
    retryable: known?.retryable ?? false,
  });
}
