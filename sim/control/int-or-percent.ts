/** A number, or a percentage of `total`. Models intstr.GetScaledValueFromIntOrPercent. */
export function scaledValue(
  value: number | string | undefined,
  total: number,
  round: (n: number) => number,
): number {
  const percent = /^(\d+)%$/.exec(String(value ?? 0))?.[1];
  return percent === undefined ? Number(value ?? 0) : round((Number(percent) * total) / 100);
}
