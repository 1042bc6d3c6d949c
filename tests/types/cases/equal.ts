/** Fails to compile unless both types are the same one. */
export declare function same<A, B>(same: Equal<A, B>): void;

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
