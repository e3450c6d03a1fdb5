/**
 * Divides a budget fairly: what needs less than an equal share gets all it needs, and leaves the rest to the others.
 *
 * @param needs of each part, in the budget's unit
 * @returns what each gets, in the same order; together never more than the budget
 */
export function fairShares(needs: readonly number[], budget: number): readonly number[] {
  const shares = needs.map(() => 0);
  let left = budget;
  const smallestFirst = needs.map((need, at) => ({ need, at })).toSorted((a, b) => a.need - b.need);
  smallestFirst.forEach(({ need, at }, done) => {
    const share = Math.min(need, Math.floor(left / (needs.length - done)));
    shares[at] = share;
    left -= share;
  });
  return shares;
}
