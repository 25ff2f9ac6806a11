terraform {
  required_version = ">= 1.10"
}

locals {
  groups = distinct(concat(["data_collectors", "execution_engines", "monitors"], var.groups))

  # Ansible runs templates that it finds in strings, and tags and names are other people's text.
  # The detour over JSON is because a string and an object can't be the two arms of a condition.
  hosts = {
    for name, host in var.hosts : name => {
      for key, value in host.vars : key => jsondecode(
        can(regex("\\{", value)) ? jsonencode({ __ansible_unsafe = value }) : jsonencode(value)
      ) if value != null
    }
  }

  # The static form: a script's output is another one, which Ansible refuses in a file.
  inventory = {
    all = {
      hosts = local.hosts
      vars = {
        ansible_python_interpreter = "/usr/bin/python3"
        ansible_become             = true
      }
      children = {
        for group in local.groups : group => {
          hosts = { for name, host in var.hosts : name => {} if contains(host.groups, group) }
        }
      }
    }
  }

  json = jsonencode(local.inventory)
}

# A file of its own, so that no provider but the cloud's is needed.
resource "terraform_data" "file" {
  triggers_replace = { file = var.file, json = local.json }

  # Text reaches the shell in variables only, never as part of the script.
  provisioner "local-exec" {
    interpreter = ["/bin/sh", "-c"]
    quiet       = true
    environment = {
      INVENTORY_FILE = self.triggers_replace.file
      INVENTORY_JSON = self.triggers_replace.json
    }
    command = <<-EOT
      set -eu
      folder=$(dirname -- "$INVENTORY_FILE")
      mkdir -p -- "$folder"
      draft=$(mktemp "$folder/.inventory.XXXXXXXX")
      trap 'rm -f -- "$draft"' EXIT
      printf '%s\n' "$INVENTORY_JSON" >"$draft"
      chmod 600 "$draft"
      mv -f -- "$draft" "$INVENTORY_FILE"
    EOT
  }
}

# Apart from the one above, which is replaced at every change and must then leave the file alone.
resource "terraform_data" "removal" {
  triggers_replace = var.file

  provisioner "local-exec" {
    when        = destroy
    interpreter = ["/bin/sh", "-c"]
    quiet       = true
    environment = { INVENTORY_FILE = self.triggers_replace }
    command     = "rm -f -- \"$INVENTORY_FILE\""
  }
}
