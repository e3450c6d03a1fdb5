// A program: figures of the chat's page, published, not asserted.
//   npm run bench:chat                       all of them
//   npm run bench:chat -- commonmark         only these: commonmark, page
import { commonmarkReport } from "./commonmarkReport";
import { pageReport } from "./pageReport";

const reports: Readonly<Record<string, () => Promise<string>>> = {
  commonmark: async () => commonmarkReport(),
  page: pageReport,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(reports, name));
if (unknown === undefined) {
  for (const [name, report] of Object.entries(reports)) {
    if (wanted.length === 0 || wanted.includes(name)) console.log(`${await report()}\n`);
  }
} else {
  console.error(`"${unknown}" is no report. There are ${Object.keys(reports).join(", ")}.`);
  process.exitCode = 2;
}
