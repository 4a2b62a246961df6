/** What the page says about keeping, sharing and being without a network, in English. */
export const keepingEn = {
  saved: {
    unreadable:
      'What was saved of this lesson could not be played again ({reason}), so it starts ' +
      'anew. The saved session is kept; you can download it.',
    foreign:
      'What was saved of this lesson has a form that this version of the site cannot read, so it ' +
      'starts anew. The saved session is kept; you can download it.',
    download: 'Download the saved session',
    failed:
      'This browser does not keep the session ({reason}). It will be lost when the page closes, ' +
      'unless you save it to a file.',
    full:
      'The storage of this browser is full, so the session is not kept ({reason}). Save it to a ' +
      'file, or make room; the page goes on trying.',
    export: 'Save the session to a file',
    dismiss: 'Close this message',
    elsewhere:
      'This lesson is open in another tab and can be changed only there. Here you see what is ' +
      'done there, as it is saved. When the other tab is closed, it goes on here.',
    moved:
      'This lesson goes on in another tab. What you did here is saved; you see what is done there.',
    takeOver: 'Go on in this tab',
    takingOver: 'The other tab saves the lesson …',
    changed:
      'This site has another version since your last visit. Your commands were run again, and ' +
      'some things came out differently. The session as it was is kept aside; you can download it.',
    startAnew: 'Start the lesson anew',
    shared:
      'You look at a session that somebody shared, at {clock}. What you do in it is not kept. ' +
      'Your own session of this lesson stays as it is.',
    leaveShared: 'Back to my session',
    adopt: 'Keep it in place of mine',
    adopted:
      'The shared session is yours now. Your own earlier one is kept aside; you can download it.',
    badLink:
      'The session in this link cannot be read, so you see your own. The link may have been cut: ' +
      'ask for it again, or for the session as a file.',
    otherLesson: 'The session in this link is of another lesson.',
    openOther: 'Open it there',
  },
  share: {
    open: 'Share',
    title: 'Share this session',
    text:
      'Whoever opens the link sees this lesson as you played it, with everything you typed, and ' +
      'can go on from there. Nothing of their own session is changed.',
    at: 'It opens at',
    atLook: 'the instant that is shown ({clock})',
    atNow: 'now ({clock})',
    link: 'Link',
    making: 'Making the link …',
    copy: 'Copy the link',
    copied: 'The link is copied.',
    notCopied: 'The browser did not copy it. Copy it from the field.',
    tooLong:
      'This session is too long for a link: mail and chat programs would cut it. Share it as a ' +
      'file.',
    file: 'Save as a file',
    openFile: 'Open a shared file …',
    badFile: 'This file has no session of this lesson. Choose one that “Save as a file” made here.',
    otherFile:
      'The session in this file is of another lesson ({lesson}). Open it on the page of that one.',
    newerFile:
      'This file comes from a newer version of Ordinal. Reload this page to get that version.',
    dropHere: 'A file can also be dropped here.',
    openWhole: 'Open the whole course',
    close: 'Close',
  },
  transfer: {
    title: 'Your progress',
    text:
      'Everything is kept in this browser only. Save it to a file to take it to another one, or ' +
      'to have a copy.',
    rule:
      'When a file is loaded, the session of a lesson that was visited later stays, and the ' +
      'other is put aside. What is done stays done, and answers you gave and branches stay.',
    asideTitle: 'Put aside',
    asideText:
      'These sessions gave way to others, or could not be played. They stay here, up to five of a lesson.',
    asideItem: '{lesson} · {number}',
    asideSave: 'Save to a file: {name}',
    asideAction: 'Save',
    export: 'Save to a file',
    load: 'Load from a file …',
    exported: 'Saved. Lessons in the file: {count}.',
    nothing: 'There is nothing to save yet.',
    imported: 'Loaded. Lessons: {lessons}; sessions taken: {sessions}; put aside: {aside}.',
    failed: 'That did not work: {reason}',
    'no-json':
      'This file cannot be read, so nothing was changed. Choose one that “Save to a file” made; ' +
      'if it is one, it was cut or changed on its way: save it anew.',
    'other-file':
      'This is another kind of file, so nothing was changed. Choose one that “Save to a file” made.',
    newer:
      'This file comes from a newer version of Ordinal, so nothing was changed. Reload this page ' +
      'to get that version, then load the file again.',
    broken:
      'The file is damaged at lesson {lesson}, so nothing was changed. Save it anew where it comes ' +
      'from; if that cannot be, take that lesson out of the file with a text editor.',
  },
  offline: {
    update: 'A new version of the course is there.',
    reload: 'Reload',
    later: 'Later',
  },
};
