import { isSsh, repositoryFault } from "../../operator/repository";

it.each([
  ["https://github.com/acme/guardrails", false, null],
  ["https://github.com/acme/guardrails.git", false, null],
  ["https://gitlab.com/group/subgroup/guardrails.git", false, null],
  ["https://gitlab.com/group/subgroup/guardrails", false, "path"],
  ["git@github.com:acme/guardrails.git", true, null],
  ["git@gitlab.com:group/subgroup/guardrails", true, "path"],
  ["ssh://git@github.com/acme/guardrails.git", true, null],
  ["http://github.com/acme/guardrails", false, "plain"],
  ["git://github.com/acme/guardrails", false, "plain"],
  ["https://token@github.com/acme/guardrails", false, "secret"],
  ["https://ann:secret@github.com/acme/guardrails", false, "secret"],
  ["ssh://ann:secret@github.com/acme/guardrails", true, "secret"],
  ["http://ann:secret@github.com/acme/guardrails", false, "secret"],
  ["ann:secret@github.com:acme/guardrails.git", false, "secret"],
  ["https://github.com/acme/guardrails?token=secret", false, "secret"],
  ["ssh://git@github.com:22/acme/guardrails.git", true, null],
  ["https://github.com/acme", false, "form"],
  ["file:///srv/guardrails.git", false, "form"],
  ["/srv/guardrails.git", false, "form"],
  ["acme/guardrails", false, "form"],
  ["", false, "form"],
])("reads %s: over ssh %s, wrong in its %s", (address, ssh, fault) => {
  expect([isSsh(address), repositoryFault(address)]).toEqual([ssh, fault]);
});
