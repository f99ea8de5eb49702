const CANNOT =
  /不[敢能](?:说话|出声|讲话|打电话|吭声|接电话|大声)|不方便(?:说话|出声|讲话|打电话|接电话)|说不了话|没法(?:说话|出声|打电话)|别(?:打|回)电话|不要(?:打|回)电话|聋哑|聋人|哑巴|聋子|听障|(?:他|她|人|他们)就?(?:在|站在)(?:旁边|边上|隔壁|外面|门外|门口|身边|客厅)|(?:躲|藏|锁|反锁|关)(?:在|进)(?:.{0,8}(?:里|中|下|后|内|间|所|台|底))|会(?:被)?听(?:到|见)|只能(?:打字|发消息|发短信|发文字)|(?:can(?:'t| ?not)|unable to|can't) (?:speak|talk|call)|he is (?:here|outside|next to)|deaf|hiding/i;

/** The person says that they cannot speak, or is so near the other side that a voice would betray them. */
export const cannotSpeak = (text: string): boolean => CANNOT.test(text);
