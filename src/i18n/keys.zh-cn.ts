import type { Dictionary } from './en.ts';
import type { keysEn } from './keys.en.ts';

/** The same in Simplified Chinese. */
export const keysZhCn: Pick<Dictionary, keyof typeof keysEn> = {
  keys: {
    title: '这里可用的按键',
    everywhere: '任何地方',
    inTerminal: '终端里',
    inPicture: '在集群图形中',
    choose: '查看它是什么、为什么',
    zoom: '放大、缩小',
    fit: '显示全部',
    roam: '移到下一个对象',
    inEditor: '编辑器里',
    help: '打开这个帮助（在终端里按 F1）',
    search: '搜索课程',
    nextPart: '到页面的下一部分；Shift+F6 往回',
    tabs: '在标签之间移动；移动获得焦点的分隔条',
    escape: '关闭打开的东西',
    complete: '补全；在空行上移到下一处',
    history: '搜索以前的命令；Ctrl+S 找较新的',
    lastWord: '上一条命令的最后一个词',
    cut: '剪掉一个词，再放回来',
    undo: '撤销',
    whatIf: '运行之前，看看命令会做什么',
    newLine: '在命令里换行',
    find: '搜索输出',
    copy: '复制选中的内容',
    stop: '结束正在运行的程序；Ctrl+Z 让它暂停，fg 让它继续',
    otherTerminal: '切换到其他终端',
    newTerminal: '新建终端',
    leave: '离开终端',
    suggest: '这里可以写什么',
    save: '保存',
    nextProblem: '到下一个问题',
    tabOut: '让 Tab 键移出编辑器',
  },
};
