import { expect, test } from 'vitest';
import { joinChineseLines } from '../scripts/chinese-lines.mjs';

test('the lines of a Chinese paragraph are one, with blanks only beside words of Latin letters', () => {
  expect(joinChineseLines('序号最大的先走，\n而别人留下。\n完成\n之后\n')).toBe(
    '序号最大的先走，而别人留下。完成之后\n',
  );
  expect(joinChineseLines('- 一，\n  二\n')).toBe('- 一，二\n');
  expect(joinChineseLines('先走，\n`web-0` 留下\nPod 也在\n')).toBe(
    '先走，`web-0` 留下\nPod 也在\n',
  );
});

test('lists, headings, the head and blocks of code keep their lines', () => {
  const source = [
    '---\ntitle: 扩缩容\nsummary: 先走\n---\n',
    '# 标题\n\n如下：\n- 一\n- 二\n',
    '\n```yaml\n# 先走\n# 后走，\n名: 一\n二: 三\n```\n',
  ].join('');
  expect(joinChineseLines(source)).toBe(source);
});
