import { compileGlob } from "./glob";

/**
 * Names whose content never leaves the machine. A pattern without a slash is held against every segment of a path
 * (so it covers a folder and all below it), one with a slash against consecutive segments. Written in lower case;
 * paths are folded before. Adding a name is always safe; removing one lets files out.
 */
const secretNames: readonly string[] = [
  // Environment files and what frameworks use in their place.
  ".env*",
  "*.env",
  "*.env.{local,dev,development,test,staging,prod,production,json,yml,yaml}",
  ".flaskenv",
  ".dev.vars*",
  ".prod.vars*",
  "local.settings.json",
  ".runtimeconfig.json",
  // Keys and certificates with keys.
  "*.{pem,key,p8,p12,pfx,pk8,pkcs8,pkcs12,ppk,der,jks,jceks,bks,keystore,keytab,kdb,kdbx,psafe3,agilekeychain,opvault}",
  "*.{gpg,pgp,age,ovpn,keychain,keychain-db,publishsettings}",
  "id_{rsa,dsa,ecdsa,ecdsa_sk,ed25519,ed25519_sk,xmss}",
  "id_{rsa,dsa,ecdsa,ed25519}[-_]*",
  "ssh_host_*_key",
  "secring.*",
  "private*.asc",
  "wg[0-9]*.conf",
  "key.properties",
  "{keystore,signing}.properties",
  "utc--*",
  "wallet.dat",
  // Folders that tools keep credentials in.
  ".ssh",
  ".gnupg",
  ".aws",
  ".azure",
  ".kube",
  ".oci",
  ".password-store",
  ".gcloud",
  ".config/{gcloud,gh,hub,op,stripe,doctl,rclone,heroku,age}",
  "gcloud/{credentials.db,access_tokens.db,legacy_credentials}",
  "sops/age",
  // Credentials of tools.
  ".{npmrc,netrc,pypirc,git-credentials,gitcookies,pgpass,my.cnf,mylogin.cnf,s3cfg,boto,dockercfg,dockerconfigjson}",
  "{_netrc,pgpass.conf,pip.conf,rclone.conf,ngrok.yml,hub.yml,kaggle.json,auth.json,sftp-config.json}",
  ".docker/config.json",
  ".git/config",
  ".gem/credentials",
  ".bundle/config",
  ".cargo/credentials*",
  ".m2/settings*.xml",
  "settings-security.xml",
  ".gradle/gradle.properties",
  ".vscode/sftp.json",
  ".{ftpconfig,ftppass,remote-sync.json,sentryclirc,databrickscfg,terraformrc,clasprc.json,vault-token,vault_pass*,vault-pass*}",
  "{vault_pass*,vault-pass*,ansible_vault*}",
  ".snowsql/config",
  ".dbt/profiles.yml",
  ".{huggingface,cache/huggingface}/token",
  "huggingface/token",
  "{kubeconfig,kubeconfig.*,*.kubeconfig}",
  "{filezilla,sitemanager,recentservers}.xml",
  // Cloud credentials as files.
  "*service{-,_,}account*.json",
  "*{client_secret,client-secret}*.json",
  "*credentials*.{json,csv,xml,ini,toml,yml,yaml,properties}",
  "*adminsdk*.json",
  "{gcp,gcloud,google,firebase}{-,_}key*.json",
  "token.json",
  "*access{-,_,}keys*.csv",
  // Terraform writes every secret it knows into its state.
  "*.{tfstate,tfvars}",
  "*.tfstate.*",
  "*.tfvars.json",
  "terraform.rc",
  // Passwords and secrets by name.
  "{,.}htpasswd",
  "{shadow,gshadow,master.passwd}",
  "{,.}{secret,secrets,password,passwords}.{txt,json,jsonc,yml,yaml,toml,ini,conf,cfg,xml,csv,properties,env,enc}",
  "*.{secret,secrets}",
  "*{-,_,.}{secret,secrets}.{json,yml,yaml,toml}",
  "wp-config.php",
  // Browsers' stores and shells' histories.
  "{logins.json,key3.db,key4.db,cookies.sqlite,login data}",
  ".{bash,zsh,sh,fish,python,psql,mysql,rediscli,node_repl}_history",
];

/** Judged on the last segment only: folders of source code are often called `secrets` or `credentials`. */
const secretFileNames: readonly string[] = [
  "{,.}{credential,credentials,secret,secrets,password,passwords,passwd}",
  "*_{rsa,dsa,ecdsa,ed25519}",
];

/** Templates that are made to be shared: they hold names, not values. */
const templateEnding = /[._-](?:example|sample|template|dist|defaults?|schema|tpl)$/;

/** Copies that editors and people leave beside a file; the copy holds what the original holds. */
const copyEnding =
  /(?:~|\.(?:bak|backup|old|orig|save|saved|sav|tmp|temp|swp|swo|copy|new|prev|[0-9]{1,4})| copy(?: [0-9]+)?| \([0-9]+\))$/;

interface Rule {
  readonly pattern: string;
  matches(segments: readonly string[]): boolean;
}

const asRule = (pattern: string): Rule => ({ pattern, matches: compileGlob(pattern) });
const anySegmentRules = secretNames.map(asRule);
const fileRules = secretFileNames.map(asRule);

/**
 * The built-in or extra pattern that makes this path a secret file, or undefined. The path may be relative or
 * absolute, with either separator. Letter case, trailing dots and spaces, alternate data streams (`.env::$DATA`),
 * invisible characters and compatibility forms of letters make no difference, because some file systems open the same
 * file under such a name. `..` is not resolved: a path that passes through a secret name is refused.
 */
export function secretPatternFor(path: string, extraPatterns: readonly string[]): string | undefined {
  if (lastJudged.path !== path) lastJudged = judged(path);
  const { pattern, spellings } = lastJudged;
  if (pattern !== undefined) return pattern;
  return extraPatterns.find((extra) => {
    const matches = extraMatcher(extra);
    return spellings.some((spelling) => matches(spelling));
  });
}

/** A path held against the built-in patterns, which never change. */
interface JudgedPath {
  readonly path: string;
  readonly pattern: string | undefined;
  readonly spellings: readonly (readonly string[])[];
}

/** Every keystroke asks about the file that is being edited, and the whole list costs as much as the rest of it. */
let lastJudged: JudgedPath = judged("");

function judged(path: string): JudgedPath {
  const spellings = spellingsOf(foldedSegments(path));
  for (const spelling of spellings) {
    // A template is spared by its own name only: nothing inside `.aws/` or `.ssh/` is.
    const isTemplate = templateEnding.test(spelling.at(-1) ?? "");
    const segments = isTemplate ? spelling.slice(0, -1) : spelling;
    const rule =
      anySegmentRules.find((each) => each.matches(segments)) ??
      (isTemplate ? undefined : fileRules.find((each) => each.matches(segments.slice(-1))));
    if (rule !== undefined) return { path, pattern: rule.pattern, spellings };
  }
  return { path, pattern: undefined, spellings };
}

const extraMatchers = new Map<string, (segments: readonly string[]) => boolean>();

function extraMatcher(pattern: string): (segments: readonly string[]) => boolean {
  const known = extraMatchers.get(pattern);
  if (known !== undefined) return known;
  if (extraMatchers.size >= 1000) extraMatchers.clear();
  const matches = compileGlob(fold(pattern.replaceAll("\\", "/")));
  extraMatchers.set(pattern, matches);
  return matches;
}

function foldedSegments(path: string): string[] {
  const segments: string[] = [];
  for (const part of fold(path).split(/[/\\]+/)) {
    // The drive letter of `C:\…` is no stream; everything behind another colon is.
    const name = (/^[a-z]:$/.test(part) ? part : part.replace(/:.*$/s, "")).replace(/[. ]+$/, "");
    if (name !== "") segments.push(name);
  }
  return segments;
}

function fold(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .toLowerCase();
}

/** The path as it is, and as it would be without the ending of a copy (`id_rsa.bak` → `id_rsa`). */
function spellingsOf(segments: readonly string[]): (readonly string[])[] {
  const spellings: (readonly string[])[] = [segments];
  let name = segments.at(-1) ?? "";
  for (
    let shorter = name.replace(copyEnding, "");
    shorter !== name && shorter !== "";
    shorter = name.replace(copyEnding, "")
  ) {
    name = shorter;
    spellings.push([...segments.slice(0, -1), name]);
  }
  return spellings;
}
