/**
 * The elementwise functions of a graph on four numbers at once, to single precision. Polynomials and quotients of them
 * are least-maximum fits made for this file; the bound beside each is that of the fit, relative unless said otherwise.
 * What is not a number stays so.
 */
import type { BinaryFunction, UnaryFunction } from "../graph.ts";
import { type Code, f32x4, i32, i32x4, v128 } from "./instructions.ts";

/** Within 2e-9 of exp on [-ln 2 / 2, ln 2 / 2], 8e-10 of (log(1 + x) - x + x^2 / 2) / x^3, 2e-9 absolute of cos of the root. */
const EXP = [
  1, 1.0000000363229953, 0.4999999207916929, 0.16666420170529625, 0.04166822571529902, 0.008374815758912312,
].concat(0.0013836837832092298);
const TWICE_EXP = EXP.map((coefficient) => 2 * coefficient);
const LOG = [
  0.3333331260146699, -0.2500000960806924, 0.20002118809832986, -0.1666799547388346, 0.1421954937748382,
].concat([-0.12405593988317103, 0.11888187522529642, -0.11675630530613691, 0.06746560561771867]);
const COSINE = [0.999999998200345, -0.4999999984709087, 0.041666663728540165, -0.0013888863113868507].concat([
  2.48005146625519e-5, -2.7533747811633657e-7, 2.0593176829033786e-9, -9.686495134934308e-12,
]);

/** x * over(x^2) / under(x^2) up to `most`, where the function has come to 1. */
interface OddQuotient {
  readonly over: readonly number[];
  readonly under: readonly number[];
  readonly most: number;
}
/** Within 3e-8. */
const TANH: OddQuotient = {
  over: [0.9999999794772657, 0.13381055154932703, 0.003495622497098828, 2.060961674274163e-5, 1.3355336640725059e-8],
  under: [1, 0.46714370768580965, 0.025877114774423587, 0.00032856897277500264, 7.776848803739639e-7],
  most: 9,
};
/** Within 3e-8. */
const ERF: OddQuotient = {
  over: [1.1283791393630596, 0.193537803151741, 0.053100812699539715, 0.0038830460740533574].concat([
    0.0002845610374749441, 1.9868556625233595e-6,
  ]),
  under: [1, 0.504850969045957, 0.11534702424702281, 0.015206645973958396, 0.0011855028865426524, 3.742069769328202e-5],
  most: 4,
};

/** ln 2 as a number of few bits, so that whole multiples of it are exact, and the rest. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = Math.LN2 - LN2_HIGH;
/** Beside it there is room for whole numbers only. */
const WHOLE = 1.5 * 2 ** 23;
const TURN_HIGH = 6.28125;
const TURN_LOW = 2 * Math.PI - TURN_HIGH;

export class VectorMath {
  readonly #held: (code: Code) => Code;
  readonly #isFused: boolean;

  /** `held` computes now and gives what reads the result; `isFused`: whether the machine multiplies and adds in one. */
  constructor(held: (code: Code) => Code, isFused: boolean) {
    this.#held = held;
    this.#isFused = isFused;
  }

  multiplyAdd(a: Code, b: Code, c: Code): Code {
    return this.#isFused ? f32x4.relaxedMultiplyAdd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
  }

  /**
   * 0 for numbers too small for full precision, with which processors take a hundred times as long: the moments of a weight
   * that learns no more would stay such for ever.
   */
  withoutTraces(x: Code): Code {
    return v128.andNot(x, f32x4.lessThan(f32x4.abs(x), f32x4.same(2 ** -126)));
  }

  /** Operands are used more than once, so they are read from locals. */
  unary(apply: UnaryFunction, x: Code): Code {
    switch (apply) {
      case "negate":
        return f32x4.negate(x);
      case "abs":
        return f32x4.abs(x);
      case "exp":
        return this.exp(x);
      case "log":
        return this.log(x);
      case "sqrt":
        return f32x4.sqrt(x);
      case "square":
        return f32x4.mul(x, x);
      case "sign": {
        const isPositive = f32x4.greater(x, f32x4.same(0));
        const isNegative = f32x4.lessThan(x, f32x4.same(0));
        return v128.or(v128.and(isPositive, f32x4.same(1)), v128.and(isNegative, f32x4.same(-1)));
      }
      case "relu":
        return v128.andNot(x, f32x4.lessThan(x, f32x4.same(0)));
      case "sigmoid": {
        const one = f32x4.same(1);
        return f32x4.div(one, f32x4.add(one, this.exp(this.#held(f32x4.negate(x)))));
      }
      case "tanh":
        return this.#oddQuotient(x, TANH);
      case "softplus": {
        const near = this.exp(this.#held(f32x4.negate(f32x4.abs(x))));
        return f32x4.add(f32x4.larger(x, f32x4.same(0)), this.log(this.#held(f32x4.add(near, f32x4.same(1)))));
      }
      case "erf":
        return this.#oddQuotient(x, ERF);
      case "cosine":
        return this.#cosine(x);
      case "truncate":
        return f32x4.truncate(x);
    }
  }

  /** A comparison gives 1 or 0. */
  binary(apply: BinaryFunction, a: Code, b: Code): Code {
    switch (apply) {
      case "add":
        return f32x4.add(a, b);
      case "subtract":
        return f32x4.sub(a, b);
      case "multiply":
        return f32x4.mul(a, b);
      case "divide":
        return f32x4.div(a, b);
      case "maximum":
        return f32x4.max(a, b);
      case "minimum":
        return f32x4.min(a, b);
      case "equal":
        return v128.and(f32x4.equal(a, b), f32x4.same(1));
      case "greater":
        return v128.and(f32x4.greater(a, b), f32x4.same(1));
      case "greaterEqual":
        return v128.and(f32x4.greaterEqual(a, b), f32x4.same(1));
    }
  }

  /**
   * 2^(n - 1) 2 exp(r) with n whole and r small: of the sum with a number so large that only whole ones fit beside it, the
   * last bits are n. What would be less than the smallest number of full precision comes to 0.
   */
  exp(x: Code): Code {
    const bounded = this.#held(this.#between(x, -87.2, 89));
    const sum = this.#held(this.multiplyAdd(bounded, f32x4.same(Math.LOG2E), f32x4.same(WHOLE)));
    const turns = this.#held(f32x4.sub(sum, f32x4.same(WHOLE)));
    const near = this.multiplyAdd(turns, f32x4.same(-LN2_HIGH), bounded);
    const rest = this.#held(this.multiplyAdd(turns, f32x4.same(-LN2_LOW), near));
    const power = i32x4.add(i32x4.shl(sum, i32.const(23)), i32x4.same(126 << 23));
    return f32x4.mul(this.#polynomial(rest, TWICE_EXP), power);
  }

  /** n ln 2 + log(1 + x) with 1 + x from the root of 1/2 to that of 2. */
  log(given: Code): Code {
    const isSmall = this.#held(f32x4.lessThan(given, f32x4.same(2 ** -126)));
    const scaled = v128.select(f32x4.mul(given, f32x4.same(2 ** 24)), given, isSmall);
    const bits = this.#held(i32x4.sub(scaled, i32x4.same(ROOT_BITS)));
    const exponent = i32x4.shiftRight(bits, i32.const(23));
    const mantissa = i32x4.add(v128.and(bits, i32x4.same(0x7fffff)), i32x4.same(ROOT_BITS));
    const n = this.#held(f32x4.sub(f32x4.convert(exponent), v128.and(isSmall, f32x4.same(24))));
    const x = this.#held(f32x4.sub(mantissa, f32x4.same(1)));
    const squared = this.#held(f32x4.mul(x, x));
    const cubic = f32x4.mul(f32x4.mul(squared, x), this.#polynomial(x, LOG));
    const low = this.multiplyAdd(n, f32x4.same(LN2_LOW), this.multiplyAdd(squared, f32x4.same(-0.5), cubic));
    const finite = this.#held(this.multiplyAdd(n, f32x4.same(LN2_HIGH), f32x4.add(x, low)));
    const isOrdinary = v128.and(f32x4.greater(given, f32x4.same(0)), f32x4.lessThan(given, f32x4.same(Infinity)));
    // Of 0, of what is negative or not a number, and of infinity.
    const isZero = f32x4.equal(given, f32x4.same(0));
    const none = f32x4.add(f32x4.sqrt(given), f32x4.same(0));
    const special = v128.select(f32x4.same(-Infinity), none, isZero);
    return v128.select(finite, special, isOrdinary);
  }

  #cosine(x: Code): Code {
    const turns = this.#held(f32x4.nearest(f32x4.mul(x, f32x4.same(1 / (2 * Math.PI)))));
    const near = this.multiplyAdd(turns, f32x4.same(-TURN_HIGH), x);
    const rest = this.#held(this.multiplyAdd(turns, f32x4.same(-TURN_LOW), near));
    return this.#polynomial(this.#held(f32x4.mul(rest, rest)), COSINE);
  }

  #oddQuotient(x: Code, { over, under, most }: OddQuotient): Code {
    const bounded = this.#held(this.#between(x, -most, most));
    const squared = this.#held(f32x4.mul(bounded, bounded));
    return f32x4.div(f32x4.mul(bounded, this.#polynomial(squared, over)), this.#polynomial(squared, under));
  }

  /** One instruction each where the exact order of zeros, and of what is not a number, does not matter. */
  #between(x: Code, least: number, most: number): Code {
    return f32x4.smaller(f32x4.larger(x, f32x4.same(least)), f32x4.same(most));
  }

  /** `coefficients` from that of x^0 on. */
  #polynomial(x: Code, coefficients: readonly number[]): Code {
    return coefficients
      .map((each): Code => f32x4.same(each))
      .reduceRight((sum, coefficient) => this.multiplyAdd(sum, x, coefficient));
  }
}

/** Of the root of 1/2. */
const ROOT_BITS = 0x3f3504f3;
