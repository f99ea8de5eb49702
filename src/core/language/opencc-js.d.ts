/** opencc-js ships no types for the one-way build, which is a third of the size of the full one. */
declare module 'opencc-js/t2cn' {
  export function Converter(options: { from: 't' | 'tw' | 'hk'; to: 'cn' }): (text: string) => string;
}
