/** Opening brackets less closing ones. Strings and comments count as code: fit for comparing two versions of a text. */
export function bracketBalance(text: string): number {
  let balance = 0;
  for (const char of text) {
    if (char === "{" || char === "(" || char === "[") balance++;
    else if (char === "}" || char === ")" || char === "]") balance--;
  }
  return balance;
}
