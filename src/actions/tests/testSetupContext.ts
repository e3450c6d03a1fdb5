import type { GatheredContext } from "../request/gatheredContext";
import type { TestSetup } from "./findTestSetup";

/** A test that shows the style is cut here, in UTF-16 code units. */
const maxSampleChars = 6000;
/** A longer file is not asked for again: the model writes what is to be added. In UTF-16 code units. */
const maxRepeatedChars = 20_000;
/** Of a longer file the model sees its beginning (imports, helpers) and its end. */
const shownHeadChars = 8000;
const shownTailChars = 4000;

/** What a request for tests says of the project, and what the user is told of it. */
export function testSetupContext(setup: TestSetup, languageId: string): GatheredContext {
  const { tools, place, existing, sample } = setup;
  const used = [
    tools.saidBy === undefined
      ? `${tools.framework} (nothing in the project says which framework; this is the usual one)`
      : `${tools.framework} (${tools.saidBy})`,
  ];
  const facts = [`Framework: ${tools.framework}.`];
  if (tools.libraries.length > 0) {
    facts.push(`Used beside it: ${tools.libraries.join(", ")}.`);
    used.push(`with ${tools.libraries.join(", ")}`);
  }
  const sections: GatheredContext["sections"][number][] = [];
  switch (place.type) {
    case "same-file":
      facts.push(
        `The tests stand in the source's own file, ${place.path}.`,
        "Answer with only the new tests and, where the file has none yet, what they stand in; repeat nothing else of the file.",
      );
      used.push(`tests go into ${place.path} itself`);
      break;
    case "new":
      facts.push(`Write the new file ${place.path}.`);
      used.push(`new file ${place.path}`);
      if (sample !== undefined) {
        sections.push({
          title: `A test of this project, for its style (${sample.path})`,
          text: cutAtLine(sample.text, maxSampleChars),
          languageId,
        });
        used.push(`style of ${sample.path}`);
      }
      break;
    case "extend":
      used.push(`extends ${place.path}`);
      if (existing === undefined) break;
      if (existing.length <= maxRepeatedChars) {
        facts.push(
          `There are tests already, in ${place.path}: add to them. Answer with the whole file, everything that is there kept as it is.`,
        );
        sections.push({ title: `The file of tests (${place.path})`, text: existing, languageId });
      } else {
        facts.push(
          `There are tests already, in ${place.path}, a file too long to repeat. Answer with only the new tests, inside the group they belong to where there is one, and the imports that only they need.`,
        );
        sections.push(
          {
            title: `The beginning of the file of tests (${place.path})`,
            text: cutAtLine(existing, shownHeadChars),
            languageId,
          },
          { title: "The end of that file", text: tailAtLine(existing, shownTailChars), languageId },
        );
      }
  }
  if (setup.importHint !== undefined) facts.push(setup.importHint);
  return {
    sections: [{ title: "Tests", text: facts.join("\n") }, ...sections],
    used,
    tests: {
      place,
      text: existing,
      repeatedChars:
        place.type === "extend" && existing !== undefined && existing.length <= maxRepeatedChars
          ? existing.length
          : 0,
    },
  };
}

function cutAtLine(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const end = text.lastIndexOf("\n", maxChars);
  return text.slice(0, end < 0 ? maxChars : end + 1);
}

function tailAtLine(text: string, maxChars: number): string {
  const start = text.indexOf("\n", text.length - maxChars);
  return start < 0 ? text.slice(-maxChars) : text.slice(start + 1);
}
