/** The coefficients of Lanczos' approximation for g = 7. */
const G = 7;
const COEFFICIENTS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/** The largest number whose factorial is finite. */
const MOST = 170;

/** The function where a product gives it to the last digit: at whole and half numbers. */
function exact(x: number): number | undefined {
  if (!Number.isInteger(2 * x) || x <= 0 || x > MOST + 1) return undefined;
  let product = Number.isInteger(x) ? 1 : Math.sqrt(Math.PI);
  for (let i = Number.isInteger(x) ? 1 : 0.5; i < x; i++) product *= i;
  return product;
}

function series(x: number): { readonly sum: number; readonly base: number } {
  const sum = COEFFICIENTS.reduce((all, one, i) => (i === 0 ? one : all + one / (x + i)), 0);
  return { sum, base: x + G + 0.5 };
}

/** The gamma function, as `tgamma` of C. */
export function gamma(x: number): number {
  const whole = exact(x);
  if (whole !== undefined) return whole;
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  const { sum, base } = series(x - 1);
  return Math.sqrt(2 * Math.PI) * base ** (x - 0.5) * Math.exp(-base) * sum;
}

/** The logarithm of what the gamma function is but for its sign, as `lgamma` of C. */
export function logGamma(x: number): number {
  const whole = exact(x);
  if (whole !== undefined) return Math.log(whole);
  if (Number.isInteger(x) && x <= 0) return Number.POSITIVE_INFINITY;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const { sum, base } = series(x - 1);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}
