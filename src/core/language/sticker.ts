/**
 * The text without the codes that stand for a picture: "[呲牙]", "[Smile]", "[捂脸]". Channels write them
 * where the citizen chose a sticker, so their letters are nobody's words.
 */
export const withoutStickers = (text: string): string => text.replace(STICKER, '');
const STICKER = /\[(?:\p{Script=Han}{1,4}|[A-Z][A-Za-z]{1,11})\]/gu;
