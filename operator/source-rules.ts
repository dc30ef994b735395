import type { Found } from "./finding";
import { isSsh, repositoryFault, type RepositoryFault } from "./repository";
import type { Stack } from "./schema";

/** What is wrong with where a Stack's program comes from. */
export const sourceFindings = (stack: Stack): readonly Found[] => [
  ...sourceRule(stack),
  ...repositoryRule(stack),
];

const isNamed = (word: string | undefined): word is string => word !== undefined && word !== "";

function sourceRule({ spec: { branch, commit } }: Stack): readonly Found[] {
  if (isNamed(branch) === isNamed(commit)) {
    return [
      {
        code: "operator/source",
        field: "spec.branch",
        value: branch ?? null,
        rule: isNamed(branch)
          ? "a commit is named too, and the operator takes one of both."
          : "neither branch nor commit is named.",
        remedy: "Name --branch to follow, or --commit to stay at.",
      },
    ];
  }
  if (isNamed(branch)) return branchRule(branch);
  if (commit === undefined || isHash(commit)) return [];
  return [
    {
      code: "operator/commit",
      field: "spec.commit",
      value: commit,
      rule: "the operator reads anything but a full hash as a branch's name, and finds no such branch.",
      remedy: "Write all forty digits, as `git rev-parse` prints them.",
    },
  ];
}

const isHash = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);

/** https://git-scm.com/docs/git-check-ref-format */
const noBranch = /^[-/.]|[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/[/.]|\.lock(?:\/|$)|[/.]$|^@$/u;

function branchRule(branch: string): readonly Found[] {
  const found = { code: "operator/branch", field: "spec.branch", value: branch };
  if (isHash(branch))
    return [
      {
        ...found,
        rule: "the operator takes forty digits for a commit, and follows nothing.",
        remedy: "Name a branch with --branch, or write it as --commit.",
      },
    ];
  if (!noBranch.test(branch)) return [];
  return [{ ...found, rule: "git has no branch of such a name.", remedy: "Name a branch, such as main." }];
}

const repositoryRules: Readonly<Record<RepositoryFault, readonly [rule: string, remedy: string]>> = {
  form: ["it is no address of a git repository.", "Write such as https://github.com/owner/name.git."],
  plain: [
    "whoever is between could change the program that gets every key.",
    "Write an address that begins with https, or one for ssh.",
  ],
  secret: [
    "its user, password or query would be readable for everyone who sees the Stack.",
    "Leave it out, and name the Secret that has it with --repository-secret.",
  ],
  path: [
    "of more than two parts the operator takes the first two as the repository.",
    "End the address with .git.",
  ],
};

function repositoryRule({ spec: { gitAuth, projectRepo = "" } }: Stack): readonly Found[] {
  const fault = repositoryFault(projectRepo);
  const found = { field: "spec.projectRepo", value: fault === "secret" ? null : projectRepo || null };
  if (fault !== null) {
    const [rule, remedy] = repositoryRules[fault];
    return [{ ...found, code: "operator/repository", rule, remedy }];
  }
  if (!isSsh(projectRepo) || gitAuth?.sshAuth !== undefined) return [];
  return [
    {
      ...found,
      code: "operator/repository-secret",
      rule: "nobody may read over ssh without a key.",
      remedy: "Name the Secret with the private key: --repository-secret name/key.",
    },
  ];
}
