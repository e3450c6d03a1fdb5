import type { ParameterType } from "../../provider/parameters";
import { valueProblem } from "../../provider/selectParameters";

/** What a text of the sheet means. */
export type SheetValue =
  | { readonly isValid: true; readonly value: unknown }
  /** `message` says what is wanted. */
  | { readonly isValid: false; readonly message: string };

/** A value as its control shows it: lists line by line with `\n` for a line break inside, objects as JSON. */
export function sheetText(type: ParameterType, value: unknown): string {
  switch (type.kind) {
    case "texts":
      return Array.isArray(value) ? value.map((item) => escaped(String(item))).join("\n") : "";
    case "whole-numbers":
      return Array.isArray(value) ? value.join("\n") : "";
    case "object":
      return JSON.stringify(value, null, 2);
    case "number":
    case "boolean":
    case "text":
    case "choice":
      return String(value);
  }
}

/** Reads what was written into a control; an empty text is nobody's value and not asked for here. */
export function readSheetText(type: ParameterType, text: string): SheetValue {
  const trimmed = text.trim();
  switch (type.kind) {
    case "number": {
      const { minimum, maximum, isWhole } = type;
      const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(trimmed) ? Number(trimmed) : Number.NaN;
      return valueProblem(type, value) === undefined
        ? { isValid: true, value }
        : {
            isValid: false,
            message:
              `Write a ${isWhole ? "whole " : ""}number from ${minimum.toLocaleString("en")} ` +
              `to ${maximum.toLocaleString("en")}${isWhole ? "" : ", with a point: 0.5"}.`,
          };
    }
    case "boolean":
      return checked(type, trimmed === "true" ? true : trimmed === "false" ? false : trimmed);
    case "text":
    case "choice":
      return checked(type, trimmed);
    case "texts": {
      const lines = text.split(/\r?\n/u).filter((line) => line !== "");
      return lines.length > type.maxItems
        ? { isValid: false, message: `Write at most ${type.maxItems} lines, one text in each.` }
        : checked(type, lines.map(unescaped));
    }
    case "whole-numbers":
      return checked(type, trimmed.split(/[\s,]+/u).map(Number));
    case "object": {
      let value: unknown;
      try {
        value = JSON.parse(trimmed);
      } catch (error) {
        const why = error instanceof Error ? ` (${error.message})` : "";
        return { isValid: false, message: `This is not JSON${why}. Write an object, such as {"name": 1}.` };
      }
      return valueProblem(type, value) === undefined
        ? { isValid: true, value }
        : { isValid: false, message: 'Write a JSON object, such as {"name": 1}.' };
    }
  }
}

function checked(type: ParameterType, value: unknown): SheetValue {
  const message = valueProblem(type, value);
  return message === undefined ? { isValid: true, value } : { isValid: false, message };
}

function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
}

function unescaped(line: string): string {
  return line.replaceAll(/\\([\\nrt])/gu, (_, letter: string) => {
    switch (letter) {
      case "n":
        return "\n";
      case "r":
        return "\r";
      case "t":
        return "\t";
      default:
        return "\\";
    }
  });
}
