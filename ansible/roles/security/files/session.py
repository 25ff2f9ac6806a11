"""Reports who is logged in, from where, and whether that will remain possible.

Arguments: the networks that may use SSH. Runs as Ansible's login account.
"""

import ipaddress
import json
import os
import pwd
import sys

answer = {"faults": []}
networks = []
for text in sys.argv[1:]:
    try:
        networks.append(ipaddress.ip_network(text))
    except ValueError as error:
        answer["faults"].append(str(error))
        continue
    if networks[-1].prefixlen == 0:
        answer["faults"].append(text + " is the whole world")

account = pwd.getpwuid(os.getuid())
# In the form that ufw prints: a single address has no prefix length.
answer["cidrs"] = [
    str(network.network_address if network.num_addresses == 1 else network) for network in networks
]
answer["user"] = account.pw_name

connection = os.environ.get("SSH_CONNECTION", "").split()
if len(connection) == 4:
    address = ipaddress.ip_address(connection[0].split("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    answer["port"] = int(connection[3])
    if not address.is_loopback and not any(address in network for network in networks):
        answer["faults"].append(
            "this connection comes from %s, which would be locked out" % address
        )
    keys = os.path.join(account.pw_dir, ".ssh", "authorized_keys")
    if not os.path.isfile(keys) or os.path.getsize(keys) == 0:
        answer["faults"].append(
            "%s has no %s and may have logged in with a password, which would be refused"
            % (account.pw_name, keys)
        )

print(json.dumps(answer))
