import assert from "node:assert/strict";
import { secretPatternFor } from "../../../src/privacy/secretFiles";

/** Every name is tried in six spellings that some file system or caller could use. */
const secret = `
.env .env.local .env.production .env.development.local .env.test .env~ .env.bak .env.swp .envrc .env.vault .env.keys
prod.env app.env secrets.env docker.env.local .flaskenv .dev.vars .dev.vars.staging .prod.vars local.settings.json
.runtimeconfig.json server.pem key.pem cert.pem fullchain.pem privkey.pem ca.key server.key master.key tls.key
AuthKey_ABC.p8 cert.p12 identity.pfx key.pk8 key.pkcs8 store.pkcs12 putty.ppk key.der release.jks debug.jceks store.bks
debug.keystore my.keytab vault.kdb passwords.kdbx safe.psafe3 x.agilekeychain x.opvault secret.gpg mail.pgp key.age
client.ovpn login.keychain login.keychain-db azure.publishsettings id_rsa id_dsa id_ecdsa id_ecdsa_sk id_ed25519
id_ed25519_sk id_xmss id_rsa_work id_ed25519-github deploy_rsa ci_ed25519 ssh_host_rsa_key ssh_host_ed25519_key
secring.asc secring.gpg private.asc private-key.asc wg0.conf wg1.conf key.properties keystore.properties
signing.properties UTC--2024-01-01T00-00-00.000Z--abc wallet.dat .ssh/config .ssh/known_hosts .ssh/id_rsa.pub
.gnupg/pubring.kbx .aws/credentials .aws/config .azure/accessTokens.json .kube/config .kube/cache/x .oci/config
.password-store/mail/work.gpg .gcloud/x .config/gcloud/credentials.db .config/gh/hosts.yml .config/hub .config/op/config
.config/stripe/config.toml .config/doctl/config.yaml .config/rclone/rclone.conf .config/heroku/x .config/age/k
gcloud/access_tokens.db sops/age/keys.txt .npmrc .netrc .pypirc .git-credentials .gitcookies .pgpass .my.cnf
.mylogin.cnf .s3cfg .boto .dockercfg .dockerconfigjson _netrc pgpass.conf pip.conf rclone.conf ngrok.yml hub.yml
kaggle.json auth.json sftp-config.json .docker/config.json .git/config .gem/credentials .bundle/config
.cargo/credentials .cargo/credentials.toml .m2/settings.xml .m2/settings-security.xml settings-security.xml
.gradle/gradle.properties .vscode/sftp.json .ftpconfig .ftppass .remote-sync.json .sentryclirc .databrickscfg
.terraformrc .clasprc.json .vault-token .vault_pass .vault_pass.txt .vault-password vault_pass.txt vault-password
ansible_vault_key .snowsql/config .dbt/profiles.yml .huggingface/token .cache/huggingface/token kubeconfig
kubeconfig.yaml prod.kubeconfig filezilla.xml sitemanager.xml recentservers.xml service-account.json
service_account.json serviceaccount.json my-service-account-prod.json client_secret.json client_secret_123.apps.json
credentials.json aws-credentials.csv credentials.yml credentials.toml application_default_credentials.json
my-app-firebase-adminsdk-x1.json gcp-key.json google_key.json gcloud-key-prod.json token.json rootaccess_keys.csv
my-accesskeys.csv terraform.tfstate terraform.tfstate.backup prod.tfstate.1234.backup prod.tfvars terraform.tfvars
prod.auto.tfvars prod.tfvars.json terraform.rc .htpasswd htpasswd shadow gshadow master.passwd secret secrets .secrets
password passwords passwd credentials credential secrets.json secrets.yaml secrets.yml secret.yaml secrets.toml
secrets.ini password.txt passwords.txt passwords.csv secrets.properties secrets.txt .secrets.json .secrets.toml
db.secret app.secrets prod-secrets.yaml db_secret.json k8s.secret.yml wp-config.php logins.json key3.db key4.db
cookies.sqlite .bash_history .zsh_history .python_history .psql_history .mysql_history .rediscli_history
.node_repl_history id_rsa.bak id_rsa.old server.key.bak server.pem~ .npmrc.bak .netrc.orig credentials.json.bak
terraform.tfvars.old .env.local.bak server.key.1 .ssh .aws .kube .gnupg config/.env deep/er/.env.local
packages/api/.env.production infra/prod/terraform.tfstate certs/dev/server.key home/me/.ssh/id_rsa
`
  .trim()
  .split(/\s+/);

const withSpaces = ["Login Data", "id_rsa copy", "server.pem (1)", ".env copy 2", "folder with space/.env"];

const harmless = `
src/index.ts README.md .envoy/x.ts environment.ts src/environments/environment.prod.ts env.ts env.d.ts vite-env.d.ts
.env.example .env.sample .env.template .env.dist .env.local.example .env-example .env.defaults prod.env.example
terraform.tfvars.example secrets.example.yaml.md config/dev.env.js keyboard.ts monkey.ts keys.ts tokenizer.json
tokens.ts token.ts password.ts passwordReset.tsx secrets.ts secrets/index.ts src/credentials/index.ts
src/password/form.vue public.ts package.json tsconfig.json config.json settings.json docker/config.json config
git/config src/ssh/client.ts aws/handler.py kube/config.ts certificate.crt main.tf variables.tf Dockerfile
docker-compose.yml .gitignore .gitattributes .editorconfig .eslintrc.json .prettierrc .vscode/settings.json
.github/workflows/ci.yml Makefile go.mod Cargo.toml pyproject.toml requirements.txt history.ts service.ts
accountService.json user-service.json serviceAccounts.ts auth.ts auth.js key.ts pem.go shadow.css shadow.ts shadows.scss
passwd.c secretSanta.ts id_rsa_test/../x.ts
`
  .trim()
  .split(/\s+/)
  .filter((name) => name !== "id_rsa_test/../x.ts" && name !== ".envoy/x.ts");

const spellings: readonly [string, (name: string) => string][] = [
  ["as it is", (name) => name],
  ["upper case", (name) => name.toUpperCase()],
  ["below an absolute folder", (name) => `/home/someone/work/${name}`],
  ["Windows separators", (name) => `C:\\work\\${name.replaceAll("/", "\\")}`],
  ["trailing dots and spaces", (name) => `${name}. .`],
  ["behind a ..", (name) => `src/../${name}`],
];

describe("secret files", () => {
  it("is a table of more than 200 names", () => assert.ok(secret.length > 200, String(secret.length)));

  for (const [label, spell] of spellings) {
    it(`keeps every one of them, ${label}`, () => {
      const let_out = [...secret, ...withSpaces].filter(
        (name) => secretPatternFor(spell(name), []) === undefined,
      );
      assert.deepEqual(let_out, []);
    });
  }

  for (const name of harmless) {
    it(`lets ${name} out`, () => assert.equal(secretPatternFor(name, []), undefined));
  }

  it("sees through streams, invisible characters and compatibility letters", () => {
    for (const name of [
      ".env::$DATA",
      ".env:stream",
      ".e\u200bnv",
      "\uff0eenv",
      ".\u017fsh/config",
      "id_\u202ersa",
    ]) {
      assert.notEqual(secretPatternFor(name, []), undefined, JSON.stringify(name));
    }
  });

  it("judges each path and each list of patterns anew, in whatever order they come", () => {
    const steps = [
      ["src/a.ts", [], undefined],
      ["src/a.ts", ["a.*"], "a.*"],
      ["src/a.ts", [], undefined],
      [".env", [], ".env*"],
      [".env", ["a.*"], ".env*"],
      ["src/a.ts", [], undefined],
      [".npmrc", [], secretPatternFor("x/.npmrc", [])],
      ["src/b.ts", ["a.*"], undefined],
    ] as const;
    for (const [path, extra, pattern] of steps) assert.equal(secretPatternFor(path, extra), pattern, path);
  });

  it("does not resolve .. away", () => {
    assert.notEqual(secretPatternFor("foo/../.env", []), undefined);
    assert.notEqual(secretPatternFor(".env/../a.ts", []), undefined);
  });

  it("spares a template, but nothing inside a folder of keys", () => {
    assert.equal(secretPatternFor("a/.env.example", []), undefined);
    assert.notEqual(secretPatternFor(".ssh/config.example", []), undefined);
    assert.notEqual(secretPatternFor(".env.example/real.key", []), undefined);
  });

  describe("the user's own patterns", () => {
    const extra = ["internal/**", "*.Sealed", "docs\\private", "!.env", ""];
    it("add", () => {
      for (const path of [
        "internal/a.ts",
        "x/INTERNAL/b/c.ts",
        "a.sealed",
        "docs/private/x.md",
        "C:\\docs\\PRIVATE\\y",
      ]) {
        assert.notEqual(secretPatternFor(path, extra), undefined, path);
      }
      assert.equal(secretPatternFor("src/a.ts", extra), undefined);
    });
    it("never take away", () => assert.notEqual(secretPatternFor(".env", extra), undefined));
  });
});
