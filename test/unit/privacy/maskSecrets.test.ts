import assert from "node:assert/strict";
import * as fc from "fast-check";
import { maskSecrets } from "../../../src/privacy/maskSecrets";

const salt = [1, 2];
const mask = (text: string) => maskSecrets(text, salt);

/** Letters and digits that look random and are nobody's key: joined here, so that no scanner takes this file for a leak. */
const random = (length: number, alphabet = "Zk3vQ8mX1tR7bN5wL2yH9cD4fJ6gS0pA") =>
  Array.from({ length }, (_, at) => alphabet[(at * 7 + (at >> 3)) % alphabet.length]).join("");
const hex = (length: number) => random(length, "0f1e2d3c4b5a6978");
const upper = (length: number) => random(length, "A1B2C3D4E5F6G7H8");

/** Before, secret, behind: the secret must go, the rest must stay. */
const shapes: readonly [name: string, before: string, secret: string, behind: string][] = [
  ["DeepSeek", 'key = "sk-', hex(32), '"'],
  ["OpenAI project", "sk-proj-".slice(0, 3), `proj-${random(40)}_${random(20)}`, "\n"],
  ["Anthropic", "sk-", `ant-api03-${random(80)}`, ")"],
  ["OpenRouter", "OPENROUTER=sk-", `or-v1-${hex(64)}`, ""],
  ["Stripe live", "sk_live_", random(24), ";"],
  ["Stripe restricted", "rk_test_", random(24), ";"],
  ["Stripe webhook", "whsec_", random(32), "'"],
  ["GitHub classic", "ghp_", random(36), ""],
  ["GitHub app", "ghs_", random(36), ""],
  ["GitHub fine-grained", "github_pat_", `${random(22)}_${random(59)}`, '"'],
  ["GitLab", "glpat-", random(20), '"'],
  ["AWS id", "AKIA", upper(16), " "],
  ["AWS secret", 'aws_secret_access_key = "', `${random(20)}/${random(19)}`, '"'],
  ["AWS secret in JSON", '"SecretAccessKey": "', `${random(20)}+${random(19)}`, '"'],
  ["Slack bot", "xoxb-", `123456789012-1234567890123-${random(24)}`, ""],
  ["Slack webhook", "https://hooks.slack.com/services/", `T${upper(8)}/B${upper(8)}/${random(24)}`, '"'],
  ["Google", "AIza", random(35), "&"],
  ["Google client", "GOCSPX-", random(28), ""],
  ["npm", "token npm_", random(36), "\n"],
  ["PyPI", "pypi-", `AgEIcHlwaS5vcmc${random(60)}`, ""],
  ["Hugging Face", "hf_", random(34), ""],
  ["Docker", "dckr_pat_", random(27), ""],
  ["DigitalOcean", "dop_v1_", hex(64), ""],
  ["Databricks", "dapi", hex(32), ""],
  ["Shopify", "shpat_", hex(32), ""],
  ["SendGrid", "SG.", `${random(22)}.${random(43)}`, ""],
  ["Twilio", "SK", hex(32), ""],
  ["Mailgun", "key-", hex(32), ""],
  ["Groq", "gsk_", random(52), ""],
  ["xAI", "xai-", random(80), ""],
  ["Replicate", "r8_", random(37), ""],
  ["Vault", "hvs.", random(24), ""],
  ["Supabase", "sbp_", hex(40), ""],
  ["Telegram", "bot12345678:AA", random(33), "/"],
  ["JWT", "eyJ", `${random(20)}.eyJ${random(30)}.${random(43)}`, ""],
  ["Azure storage", "AccountName=x;AccountKey=", `${random(86)}==`, ";"],
  ["Postgres", "postgres://app:", "hunter2!", "@db.internal:5432/app"],
  ["MongoDB", "mongodb+srv://me:", "p-ss.W0rd", "@cluster0.abc.mongodb.net"],
  ["Redis without a user", "redis://:", "s3cr3tpw", "@localhost:6379"],
  ["ADO.NET", "Server=db;Database=x;User Id=sa;Password=", "Str0ng!pw", ";"],
  ["ADO.NET, short", "Data Source=db;Uid=sa;Pwd=", "Str0ng!pw", '"'],
  ["Bearer", "Authorization: Bearer ", random(40), '"'],
  ["Basic", "Authorization: Basic ", "YWRtaW46aHVudGVyMg==", '"'],
  ["DeepInfra", "DEEPINFRA_TOKEN=", random(32), "\n"],
  ["DeepInfra in code", 'const deepinfraToken = "', random(32), '"'],
  ["API key in YAML", "api_key: ", random(32), "\n"],
  ["client secret", "clientSecret: '", random(40), "'"],
];

const base64Lines = `${random(64)}\n${random(64)}\n${random(40)}==`;

/** Lines as real files have them, some with the words and letters that keys have. */
const ordinary = `
const apiKey = process.env.DEEPSEEK_API_KEY;
const apiKey = await secrets.get("deepseek.apiKey");
apiKey: config.providers.deepseek.credentials.apiKey,
const accessToken = session.currentUser.authentication.accessToken;
access_token=user.generate_access_token_for_application(client)
const secretKey = generateSecretKeyFromPassphrase(passphrase, iterations1000, 32);
token = AutoTokenizer.from_pretrained("deepseek-ai/DeepSeek-V3.2-Exp-0925-Base-Instruct")
<div class="sk-fading-circle sk-child-of-a-very-long-class-name-12"></div>
.sk-cube-grid .sk-cube-delay-animation-container-element-1 { animation-delay: 0.2s; }
const task-risk-assessment-for-the-quarter = 1;
See https://example.com/a:b@c for details, or mail me@example.com: thanks
git clone https://github.com/someone/something.git
postgres://user:password@localhost:5432/app
postgres://\${user}:\${password}@\${host}/db
mysql://{{ user }}:{{ password }}@db/x
http://localhost:3000/@vite/client
import x from "npm_package_config_name";
const npm_lifecycle_event = process.env.npm_lifecycle_event_of_the_very_long_name;
export GITHUB_TOKEN=$(gh auth token)
Authorization: Bearer \${token}
headers: { Authorization: \`Bearer \${await this.tokenProvider.getAccessTokenForTheRequest()}\` }
"integrity": "sha512-oGB+UxlgWcgQkgwo8GcEGwemoTFt3FIO9ababBmaGwXIoBKZ+GTy0pP185beGg7Llih/NSHSV2XAs1lnznocSg=="
commit 0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c
uuid = "123e4567-e89b-12d3-a456-426614174000"
const id = "00000000-0000-0000-0000-000000000000"; // api_key: 00000000-0000-0000-0000-000000000000
if (pem.startsWith("-----BEGIN PRIVATE KEY-----")) return parsePrivateKey(pem);
const end = "-----END PRIVATE KEY-----";
const begin = "-----BEGIN CERTIFICATE-----";
eyJ is how a base64 JSON object starts.
const hf_model = "hf_hub_download_from_the_repository";
Password=; Pwd=
password=correct horse battery staple
const key-value-store = open("key-value");
let SKIP = ASIAN_CUISINE + AKIAGUARD;
SG.sendMail(message)
xoxo-hugs and kisses to everyone
hooks.slack.com/services/ is where webhooks live
const tokenSeparatorCharacterForTheParser: string = ",";
client_secret: process.env.CLIENT_SECRET_FOR_PRODUCTION_2024_ENVIRONMENT,
MASKED0123456789 and MASKEDabc
日本語のコメント：apiKey を設定してください
`
  .trim()
  .split("\n");

describe("maskSecrets", () => {
  for (const [name, before, secret, behind] of shapes) {
    it(`masks ${name}`, () => {
      const text = `first line\n${before}${secret}${behind}\nlast line`;
      const masked = mask(text);
      assert.ok(!masked.text.includes(secret), masked.text);
      assert.match(masked.text, /MASKED[0-9a-f]{10}/);
      assert.equal(masked.text.replace(/MASKED[0-9a-f]{10}/, secret), text);
      assert.equal(masked.unmask(masked.text), text);
    });
  }

  it("keeps what stands around a secret", () => {
    const masked = mask("psql postgres://app:hunter2!@db.internal:5432/app").text;
    assert.match(masked, /^psql postgres:\/\/app:MASKED[0-9a-f]{10}@db\.internal:5432\/app$/);
  });

  describe("private keys", () => {
    const block = `-----BEGIN RSA PRIVATE KEY-----\n${base64Lines}\n-----END RSA PRIVATE KEY-----`;
    const encrypted = block.replace(
      "KEY-----\n",
      "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n",
    );
    const joined = `"${block.replaceAll("\n", '\\n" +\n  "')}"`;
    const cases: readonly [string, string][] = [
      ["whole", `a\n${block}\nb`],
      ["two of them", `${block}\n${block}`],
      ["encrypted", encrypted],
      ["in JSON", `{"private_key": "${block.replaceAll("\n", "\\n")}\\n"}`],
      ["as joined strings", joined],
      ["OpenSSH", block.replaceAll("RSA", "OPENSSH")],
      ["PGP", block.replaceAll("RSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK")],
      ["cut at the end", `x\n${block.slice(0, 150)}`],
      ["cut at the start", `${block.slice(60)}\nx`],
      ["encrypted, cut at the end", encrypted.slice(0, 250)],
      ["as joined strings, cut at the end", joined.slice(0, 250)],
      ["as joined strings, cut at the start", joined.slice(60)],
    ];
    for (const [name, text] of cases) {
      it(`masks a block, ${name}`, () => {
        const masked = mask(text);
        assert.ok(!/[A-Za-z0-9+/]{40}/.test(masked.text), masked.text);
        assert.equal(masked.unmask(masked.text), text);
      });
    }
  });

  describe("private keys around a cursor", () => {
    const [first = "", ...lines] = base64Lines.split("\n");
    const marks = ["-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----"] as const;
    const forms: readonly [string, string][] = [
      ["as a file", [marks[0], first, ...lines, marks[1]].join("\n")],
      ["with carriage returns", [marks[0], first, ...lines, marks[1]].join("\r\n")],
      ["in JSON", `{"key":"${[marks[0], first, ...lines, marks[1]].join("\\n")}\\n"}`],
      ["as joined strings", `k = "${[marks[0], first, ...lines, marks[1]].join('\\n" +\n    "')}";`],
      [
        "encrypted",
        [
          marks[0],
          "Proc-Type: 4,ENCRYPTED",
          "DEK-Info: AES-128-CBC,00FF",
          "",
          first,
          ...lines,
          marks[1],
        ].join("\n"),
      ],
    ];
    for (const [name, text] of forms) {
      it(`sends no part of one that the cursor divides, ${name}`, () => {
        const start = text.indexOf(first);
        const end = text.indexOf(marks[1]);
        for (let cursor = start + 1; cursor <= start + first.length + 3; cursor++) {
          const shown = text.slice(start, Math.min(cursor, start + first.length));
          assert.ok(!mask(text.slice(0, cursor)).text.includes(shown), `${shown} before the cursor`);
        }
        const last = lines.at(-1) ?? "";
        const lastStart = text.indexOf(last);
        for (let cursor = start; cursor < lastStart + last.indexOf("="); cursor++) {
          const rest = text.slice(Math.max(cursor, lastStart), lastStart + last.length);
          const masked = mask(text.slice(cursor));
          assert.ok(!masked.text.includes(rest), `${rest} behind the cursor`);
          assert.equal(masked.unmask(masked.text), text.slice(cursor));
        }
        assert.ok(end > lastStart);
      });
    }

    it("leaves code alone that only names the marks", () => {
      for (const line of [
        'if (!pem.includes("-----BEGIN PRIVATE KEY-----")) throw new TypeError("no key");',
        'const marks = ["-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"];',
        'const pem = "-----BEGIN PRIVATE KEY-----\\n" + body',
        "const pem = `-----BEGIN PRIVATE KEY-----\\n${body",
        "# A file starts with -----BEGIN PRIVATE KEY----- and then",
        "body + '\\n-----END PRIVATE KEY-----'",
        "lines.push(`\n-----END PRIVATE KEY-----`)",
      ])
        assert.equal(mask(line).text, line);
    });
  });

  describe("a text of which the surroundings are known", () => {
    for (const [name, before, secret, behind] of shapes) {
      it(`masks every part of ${name}`, () => {
        const whole = `${before}${secret}${behind}`;
        for (let cursor = 0; cursor <= whole.length; cursor++) {
          const [head, tail] = [whole.slice(0, cursor), whole.slice(cursor)];
          const maskedHead = maskSecrets(head, salt, { before: "", behind: tail });
          const maskedTail = maskSecrets(tail, salt, { before: head, behind: "" });
          const secretEnd = before.length + secret.length;
          if (cursor > before.length) {
            const kept = before + head.slice(secretEnd);
            assert.equal(maskedHead.text.replace(/MASKED[0-9a-f]{10}/, ""), kept, `${cursor} before`);
          }
          if (cursor < secretEnd) {
            const kept = before.slice(cursor) + behind;
            assert.equal(maskedTail.text.replace(/MASKED[0-9a-f]{10}/, ""), kept, `${cursor} behind`);
          }
          assert.equal(maskedHead.unmask(maskedHead.text), head);
          assert.equal(maskedTail.unmask(maskedTail.text), tail);
        }
      });
    }
  });

  it("touches no ordinary line", () => {
    for (const line of ordinary) assert.equal(mask(line).text, line);
    for (const line of ordinary)
      assert.equal(maskSecrets(line, salt, { before: "ordinary", behind: "ordinary" }).text, line);
    assert.equal(mask(ordinary.join("\n")).text, ordinary.join("\n"));
  });

  it("puts the secret into text that the model made of it", () => {
    const masked = mask(`url = "redis://:s3cr3tpw@localhost"`);
    const standIn = /MASKED[0-9a-f]{10}/.exec(masked.text)?.[0];
    assert.equal(masked.unmask(`connect("${standIn}", "${standIn}")`), `connect("s3cr3tpw", "s3cr3tpw")`);
    assert.equal(masked.unmask("MASKED0000000000"), "MASKED0000000000");
  });

  it("never takes a stand-in that the text has already", () => {
    const text = "redis://:s3cr3tpw@localhost";
    const taken = /MASKED[0-9a-f]{10}/.exec(mask(text).text)?.[0] ?? "";
    const masked = mask(`${taken} ${text}`);
    assert.equal(masked.unmask(masked.text), `${taken} ${text}`);
  });

  const piece = fc.oneof(
    fc.constantFrom(...ordinary),
    fc.constantFrom(...shapes.map(([, before, secret, behind]) => before + secret + behind)),
    fc.constantFrom(
      "MASKED",
      "sk-",
      "eyJ",
      "AKIA",
      "-----BEGIN PRIVATE KEY-----",
      "-----END PRIVATE KEY-----",
      "\n",
      " ",
    ),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.stringMatching(/^[A-Za-z0-9._-]{0,40}$/),
    fc.stringMatching(/^MASKED[0-9a-f]{10}$/),
  );
  const document = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

  it("is undone exactly, whatever the text", () => {
    fc.assert(
      fc.property(document, (text) => {
        const masked = mask(text);
        assert.equal(masked.unmask(masked.text), text);
      }),
      { numRuns: 3000 },
    );
  });

  it("leaves the place of a stand-in alone the second time", () => {
    for (const [, before, secret, behind] of shapes) {
      const once = mask(before + secret + behind).text;
      assert.equal(mask(once).text, once);
    }
  });

  it("takes no time on text made to be slow", () => {
    for (const unit of [
      "://",
      "Password=;Host=",
      "sk-",
      "api_key=",
      "eyJa.",
      "-----BEGIN PRIVATE KEY-----",
      "a:b@",
      "12345678:AA",
    ]) {
      const text = unit.repeat(20_000);
      assert.equal(mask(text).unmask(mask(text).text), text);
    }
  });
});
