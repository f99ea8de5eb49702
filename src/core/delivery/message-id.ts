/** Id of a part of what was said under an effect's id; `index` counts the parts from 0. */
export function messageIdOf(effectId: string, index: number): string {
  return index === 0 ? `m.${effectId}` : `m.${effectId}-${index + 1}`;
}

/** The input whose step said it: effects are named `<input>:<place>`. */
export function inputIdOf(messageId: string): string | undefined {
  return /^m\.(.+):\d+(?:-\d+)?$/.exec(messageId)?.[1];
}
