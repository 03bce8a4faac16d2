/** What a line or zone may be called. It stands alone so that a page can ask it without what reads messages. */

export const NAME_LENGTH_MAX = 40;
/** Letters of any script, digits, spaces, `.`, `_` and `-`. */
export const NAME_LETTERS = /^[\p{L}\p{M}\p{N} ._-]+$/u;
