import type { Dictionary } from './en.ts';
import type { keepingEn } from './keeping.en.ts';

/** The same in Simplified Chinese. */
export const keepingZhCn: Pick<Dictionary, keyof typeof keepingEn> = {
  saved: {
    unreadable:
      '本课保存的会话无法重放（{reason}），因此从头开始。保存的内容仍然留着，你可以把它下载下来。',
    foreign:
      '本课保存的内容，这个版本的网站读不懂，因此从头开始。保存的内容仍然留着，你可以把它下载下来。',
    download: '下载保存的会话',
    failed: '浏览器没有保存这次会话（{reason}）。关闭页面后它会丢失，除非你把它存成文件。',
    full: '浏览器的存储空间已满，会话没有保存（{reason}）。请把它存成文件，或者腾出空间；页面会继续尝试。',
    export: '把会话存成文件',
    dismiss: '关闭这条消息',
    elsewhere:
      '这一课已在另一个标签页里打开，只能在那里操作。那里做的保存之后，这里就能看到。那一个关闭后，就在这里继续。',
    moved: '这一课转到另一个标签页里继续。你在这里做的都已保存，那里做的这里也能看到。',
    takeOver: '在这个标签页里继续',
    takingOver: '另一个标签页正在保存……',
    changed:
      '上次访问之后，本站换了版本。你的命令已重新运行，有些结果与原来不同。原来的会话单独留着，你可以下载它。',
    startAnew: '从头开始本课',
    shared:
      '你看到的是别人分享的会话，时间是 {clock}。你在里面做的不会保存，你自己的会话保持原样。',
    leaveShared: '回到我的会话',
    adopt: '用它代替我的会话',
    adopted: '分享的会话现在是你的了。你原来的会话单独留着，可以下载。',
    badLink:
      '无法读取这个链接里的会话，所以显示的是你自己的。链接可能被截断了：请对方重新发一次，或改发文件。',
    otherLesson: '这个链接里的会话属于另一课。',
    openOther: '到那一课打开',
  },
  share: {
    open: '分享',
    title: '分享这次会话',
    text: '打开链接的人会看到你操作过的这一课，包括你输入的全部内容，还可以接着做下去。对方自己的会话不会改变。',
    at: '打开时显示',
    atLook: '正在看的时刻（{clock}）',
    atNow: '现在（{clock}）',
    link: '链接',
    making: '正在生成链接……',
    copy: '复制链接',
    copied: '链接已复制。',
    notCopied: '浏览器没有复制成功，请从输入框里复制。',
    tooLong: '这次会话太长，放不进链接：邮件和聊天软件会把它截断。请用文件分享。',
    file: '存成文件',
    openFile: '打开分享的文件……',
    badFile: '这个文件里没有本课的会话。请选择在这里用“存成文件”得到的文件。',
    otherFile: '这个文件里的会话属于另一课（{lesson}）。请到那一课的页面打开它。',
    newerFile: '这个文件来自更新版本的 Ordinal。请刷新本页得到新版本。',
    dropHere: '也可以把文件拖放到这里。',
    openWhole: '打开完整课程',
    close: '关闭',
  },
  transfer: {
    title: '你的进度',
    text: '所有内容只保存在这个浏览器里。存成文件，就能带到别的浏览器，或者留一份备份。',
    rule: '载入文件时，每一课保留较晚访问的会话，另一个单独放着。完成的仍算完成，你给出的答案和分支也会保留。',
    asideTitle: '放在一边的会话',
    asideText: '这些会话让位给了别的会话，或者无法重放。它们留在这里，每课最多五个。',
    asideItem: '{lesson} · {number}',
    asideSave: '存成文件：{name}',
    asideAction: '存成文件',
    export: '存成文件',
    load: '从文件载入……',
    exported: '已保存。文件里的课数：{count}。',
    nothing: '还没有可以保存的内容。',
    imported: '已载入。课数：{lessons}；采用的会话：{sessions}；另外放着的：{aside}。',
    failed: '没有成功：{reason}',
    'no-json':
      '无法读取这个文件，什么都没有改变。请选择用“存成文件”得到的文件；如果就是它，那它在途中被截断或改动了，请重新保存。',
    'other-file': '这是另一种文件，什么都没有改变。请选择用“存成文件”得到的文件。',
    newer: '这个文件来自更新版本的 Ordinal，什么都没有改变。请刷新本页得到新版本，再载入一次。',
    broken:
      '文件在 {lesson} 这一课处损坏，什么都没有改变。请在原来的地方重新保存；做不到的话，用文本编辑器从文件里删去这一课。',
  },
  offline: {
    update: '课程有了新版本。',
    reload: '重新加载',
    later: '以后再说',
  },
};
