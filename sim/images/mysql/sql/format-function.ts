import {
  type Argument,
  asDecimal,
  type Env,
  type FunctionSpec,
  numberOf,
  rescale,
  scalar,
  text,
  textOf,
  VARCHAR,
  whole,
} from '../../../sql/index.ts';

/** Digits behind the point at the most. */
const MOST_DIGITS = 30;
/** Countries that write a point between thousands, and a comma before the fraction. */
const POINTS = /^(de_(DE|BE|LU)|es_|it_IT|nl_|id_ID|pt_BR|da_DK|tr_TR|vi_VN|el_GR|is_IS|ro_RO)/;

function grouped(env: Env, value: Argument, digits: number, locale: string): string {
  const number = numberOf(env.dialect.semantics, value, env.warn);
  const shown = textOf(rescale(asDecimal(number), digits));
  const [sign = ''] = /^-/.exec(shown) ?? [];
  const [before = '', after = ''] = shown.slice(sign.length).split('.');
  const isOther = POINTS.test(locale);
  const thousands = before.replace(/\B(?=(\d{3})+$)/g, isOther ? '.' : ',');
  return sign + thousands + (after === '' ? '' : `${isOther ? ',' : '.'}${after}`);
}

/** `format(1234567.891, 2)`: a number for people, with signs between thousands. */
export const FORMAT: FunctionSpec = scalar(
  { least: 2, most: 3, nulls: 'always', type: VARCHAR },
  ([value, digits, locale], env) =>
    grouped(
      env,
      value as Argument,
      Math.min(MOST_DIGITS, Math.max(0, whole(env, digits as Argument))),
      locale === undefined ? 'en_US' : text(env, locale),
    ),
);
