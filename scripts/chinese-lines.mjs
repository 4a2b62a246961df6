/** Between these a browser shows the end of a line as a blank, which Chinese text does not have. */
const WIDE = '\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef“”‘’…';
const STOP = '\\u3001\\u3002\\uff01\\uff08\\uff09\\uff0c\\uff1a\\uff1b\\uff1f';
const WORD = '`\\[*a-zA-Z';
const END = new RegExp(`(?<=[${WIDE}])\\n *(?=[${WIDE}])|(?<=[${STOP}])\\n *(?=[${WORD}])`, 'gu');
/** The head of a page and its blocks of code, which stay as they are. */
const WHOLE = /^(---\n[\s\S]*?\n---\n|```[\s\S]*?\n```$)/gm;

/**
 * Joins the lines of Chinese paragraphs in the text of a lesson's page.
 * @param {string} source
 * @returns {string}
 */
export const joinChineseLines = (source) =>
  source
    .split(WHOLE)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(END, '')))
    .join('');
