import type { z } from 'zod';

export interface CallSpec<Input extends z.ZodType = z.ZodType, Output = unknown> {
  input: Input;
  /** Only a type: nothing is stored here. */
  output?: Output;
}

/** One call of the contract: `call<Output>()(input)`. */
export const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): CallSpec<Input, Output> => ({ input });
