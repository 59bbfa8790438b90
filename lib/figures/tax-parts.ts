/**
 * A payment in parts, one for each tax rate of its order's products, in proportion to what they cost. The parts add up to
 * it exactly. Amounts in minor units; rates in hundredths of a per cent.
 */
export function taxParts(
  products: readonly { taxBasisPoints: number; amount: number }[],
  payment: number,
): { taxBasisPoints: number; amount: number }[] {
  const rates = [...new Set(products.map(({ taxBasisPoints }) => taxBasisPoints))].sort((a, b) => a - b);
  const costs = rates.map((rate) =>
    products
      .filter(({ taxBasisPoints }) => taxBasisPoints === rate)
      .reduce((sum, { amount }) => sum + BigInt(Math.max(0, amount)), 0n),
  );
  const whole = costs.reduce((sum, cost) => sum + cost, 0n);
  if (whole === 0n) return [{ taxBasisPoints: rates[0] ?? 0, amount: payment }];
  let upTo = 0n;
  return rates.map((taxBasisPoints, i) => {
    const before = shareUpTo(payment, upTo, whole);
    upTo += costs[i] ?? 0n;
    return { taxBasisPoints, amount: shareUpTo(payment, upTo, whole) - before };
  });
}

function shareUpTo(payment: number, part: bigint, whole: bigint): number {
  return Number((BigInt(payment) * part) / whole);
}
