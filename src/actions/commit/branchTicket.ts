/**
 * The ticket in a branch's name: `feature/ABC-123-search` → `ABC-123`, `fix/123-crash` → `#123`. Undefined where it
 * names none.
 *
 * @param form a ticket as the repository's messages write it, such as `[ABC-7]`: a number alone is one only where they
 * write numbers
 */
export function branchTicket(branch: string, form: string): string | undefined {
  if (form.includes("#")) {
    const number = /(?:^|[/_-])#?(\d{1,6})(?=$|[/_-])/u.exec(branch)?.[1];
    return number === undefined ? undefined : `#${number}`;
  }
  const found = /(?:^|[/_-])([A-Za-z][A-Za-z0-9]{1,9}-\d{1,6})(?=$|[/_-])/u.exec(branch)?.[1];
  return found?.toUpperCase();
}
