/** How one kind of key looks. */
export interface SecretShape {
  readonly kind: string;
  /** Cheap test before the pattern: without one of these texts (compared as they stand) there is no such key. */
  readonly hints: readonly string[];
  /** Global; the group `secret` is what gets masked, so that prefixes and addresses stay readable. */
  readonly pattern: RegExp;
  /** Whether what was found is worth masking, for shapes that ordinary code could have too; `before` ends at it. */
  isLikely?(secret: string, before: string): boolean;
}

/**
 * Key shapes that ordinary code does not have. Prefixes and lengths are the issuers' own, as their documentation and
 * secret-scanning lists give them (GitHub "Supported secret scanning patterns", read 2026-11). Every pattern starts with literal
 * text and repeats single character classes only, so matching takes time in proportion to the text.
 */
export const secretShapes: readonly SecretShape[] = [
  // DeepSeek (sk- and 32 hex digits), OpenAI, Anthropic, OpenRouter and everybody who followed them.
  {
    kind: "API key (sk-)",
    hints: ["sk-"],
    pattern: /(?<![A-Za-z0-9_-])sk-(?<secret>[A-Za-z0-9_-]{20,})/g,
    isLikely: (secret) => /[A-Za-z0-9]{16}/.test(secret) && countOf(/[0-9]/g, secret) >= 2,
  },
  prefixed("Stripe key", ["sk_live_", "sk_test_", "rk_live_", "rk_test_"], "[A-Za-z0-9]{16,}"),
  prefixed("Stripe webhook secret", ["whsec_"], "[A-Za-z0-9+/]{24,}={0,2}"),
  prefixed("GitHub token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], "[A-Za-z0-9]{36,}"),
  prefixed("GitHub token", ["github_pat_"], "[A-Za-z0-9_]{50,}"),
  prefixed(
    "GitLab token",
    ["glpat-", "gldt-", "glrt-", "glptt-", "glft-", "glsoat-", "glcbt-", "glimt-", "glagent-"],
    "[A-Za-z0-9_-]{20,}",
    hasDigitAndLetter,
  ),
  prefixed("AWS access key id", ["AKIA", "ASIA"], "[A-Z0-9]{16}(?![A-Za-z0-9])", hasDigitAndLetter),
  prefixed(
    "Slack token",
    ["xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-"],
    "[A-Za-z0-9-]{20,}",
    hasDigit,
  ),
  prefixed("Slack webhook", ["hooks.slack.com/services/"], "T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,}"),
  prefixed("Google API key", ["AIza"], "[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
  prefixed("Google client secret", ["GOCSPX-"], "[A-Za-z0-9_-]{28}"),
  prefixed("Google access token", ["ya29."], "[A-Za-z0-9_-]{20,}"),
  prefixed("npm token", ["npm_"], "[A-Za-z0-9]{36}(?![A-Za-z0-9])", hasDigit),
  prefixed("PyPI token", ["pypi-"], "[A-Za-z0-9_-]{60,}"),
  prefixed("Hugging Face token", ["hf_"], "[A-Za-z0-9]{30,}"),
  prefixed("Docker token", ["dckr_pat_", "dckr_oat_"], "[A-Za-z0-9_-]{20,}"),
  prefixed("DigitalOcean token", ["dop_v1_", "doo_v1_", "dor_v1_"], "[a-f0-9]{64}"),
  prefixed("Databricks token", ["dapi"], "[a-f0-9]{32}(?![A-Za-z0-9])"),
  prefixed("Shopify token", ["shpat_", "shpca_", "shppa_", "shpss_"], "[a-fA-F0-9]{32}"),
  prefixed("SendGrid key", ["SG."], "[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
  prefixed("Twilio key", ["SK"], "[0-9a-f]{32}(?![A-Za-z0-9])"),
  prefixed("Mailgun key", ["key-"], "[0-9a-f]{32}(?![A-Za-z0-9])"),
  prefixed("Linear key", ["lin_api_"], "[A-Za-z0-9]{40}"),
  prefixed("Notion token", ["ntn_"], "[A-Za-z0-9]{40,}"),
  prefixed("Groq key", ["gsk_"], "[A-Za-z0-9]{40,}"),
  prefixed("xAI key", ["xai-"], "[A-Za-z0-9]{60,}"),
  prefixed("Perplexity key", ["pplx-"], "[A-Za-z0-9]{40,}"),
  prefixed("Replicate token", ["r8_"], "[A-Za-z0-9]{37}"),
  prefixed("Vault token", ["hvs.", "hvb."], "[A-Za-z0-9_-]{24,}"),
  prefixed("age key", ["AGE-SECRET-KEY-1"], "[0-9A-Z]{58}"),
  prefixed("Supabase token", ["sbp_"], "[a-f0-9]{40}"),
  prefixed("Atlassian token", ["ATATT3"], "[A-Za-z0-9_=-]{60,}"),
  prefixed("New Relic key", ["NRAK-"], "[A-Z0-9]{27}"),
  prefixed(
    "Telegram bot token",
    [":AA"],
    "[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])",
    undefined,
    "(?<=[0-9]{8,10})",
  ),
  {
    kind: "JSON Web Token",
    hints: ["eyJ"],
    pattern: /(?<![A-Za-z0-9_-])eyJ(?<secret>[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})/g,
  },
  {
    kind: "Azure storage key",
    hints: ["AccountKey="],
    pattern: /AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/g,
  },
  {
    kind: "password in an address",
    hints: ["://"],
    // The user's name and the password each at most 256 characters, so that "://" in prose costs nothing.
    pattern: /:\/\/[^\s:@/"'`<>]{0,256}:(?<secret>[^\s@/"'`]{3,256})(?=@[A-Za-z0-9[])/g,
    isLikely: isNoStandIn,
  },
  {
    kind: "password in a connection string",
    hints: ["assword=", "Pwd=", "pwd="],
    pattern: /(?:[Pp]assword|[Pp]wd)=(?<secret>[^;"'\s]{4,256})/g,
    isLikely: (secret, before) => connectionSettings.test(before) && isNoStandIn(secret),
  },
  {
    kind: "authorization header",
    hints: ["Bearer ", "bearer "],
    pattern: /[Bb]earer (?<secret>[A-Za-z0-9._~+/-]{24,}={0,2})/g,
    isLikely: looksRandom,
  },
  {
    kind: "authorization header",
    hints: ["Basic "],
    pattern: /[Aa]uthorization["']?\s{0,4}[:=,]\s{0,4}["'`]?Basic (?<secret>[A-Za-z0-9+/]{12,}={0,2})/g,
  },
  {
    // Keys without a shape of their own (DeepInfra, AWS secret keys …), known by the name they are assigned to.
    kind: "assigned key",
    hints: ["key", "Key", "KEY", "token", "Token", "TOKEN", "secret", "Secret", "SECRET"],
    pattern:
      /(?:api[_-]?key|access[_-]?key|secret[_-]?key|account[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|client[_-]?secret|app[_-]?secret|deepinfra[_-]?token)["']?\s{0,8}(?::|=|:=|=>)\s{0,8}["'`]?(?<secret>[A-Za-z0-9+/_=-]{24,512})(?![A-Za-z0-9+/_=.([-])/gi,
    isLikely: looksRandom,
  },
];

/** `Server=db;User Id=app;` right before it, on the same line. */
const connectionSettings =
  /(?:Server|Data Source|Host|User I[Dd]|Uid|Database|Initial Catalog)=[^"'\n]*;\s?[A-Za-z]*=?$/;

function prefixed(
  kind: string,
  prefixes: readonly string[],
  body: string,
  isLikely?: (secret: string) => boolean,
  before = "(?<![A-Za-z0-9])",
): SecretShape {
  const heads = prefixes.map((prefix) => prefix.replaceAll(/[.]/g, "\\."));
  return {
    kind,
    hints: prefixes,
    pattern: new RegExp(`${before}(?:${heads.join("|")})(?<secret>${body})`, "g"),
    ...(isLikely && { isLikely }),
  };
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

function hasDigit(secret: string): boolean {
  return /[0-9]/.test(secret);
}

function hasDigitAndLetter(secret: string): boolean {
  return /[0-9]/.test(secret) && /[A-Za-z]/.test(secret);
}

/** Random text has many different characters, digits among letters, and no words joined by dashes. */
function looksRandom(secret: string): boolean {
  if (countOf(/[0-9]/g, secret) < 3 || countOf(/[A-Za-z]/g, secret) < 3) return false;
  return new Set(secret).size >= 10 && /[A-Za-z0-9+/]{16}/.test(secret);
}

const standIns =
  /^(?:pass(?:word|wd)?|pwd|secret|user(?:name)?|postgres|root|admin|test|example|change[-_]?me|your[-_].*|my[-_].*|x{3,}|\.{3,}|\*+)$/i;

/** Documentation writes `user:password@host` and `${PASSWORD}`; nobody's secret is in that. */
function isNoStandIn(secret: string): boolean {
  return !standIns.test(secret) && !/^[$<{%*[(]/.test(secret) && !/[{}<>()]/.test(secret);
}
