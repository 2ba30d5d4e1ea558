/** What the web server and the playground's server side say by themselves. */
export const server = {
  'server.home': '我的待办',
  'server.not_found': '没有这个页面。',
  'server.fault': (p: { id: string }) => `出了点问题，已经记录下来。请稍后再试；联系管理员时请附上编号 ${p.id}。`,
  'server.foreign_origin': '这个请求不是从本站页面发出的，已拒绝。请回到页面重新操作。',
  'server.foreign_host': '这个地址不是本服务的地址，已拒绝。请用启动时显示的地址打开。',
  'server.not_public':
    '演示环境没有登录，任何能打开它的人都能以任何人的身份操作，所以只在本机开放。确实要对外开放，请设置 PLAYGROUND_PUBLIC=yes 后重启。',
  'server.too_large': (p: { limit: string }) => `内容太大，最多 ${p.limit}。`,
  'server.bad_request': '请求的内容不完整，请刷新页面后再试。',
  'server.starting': '服务正在启动或停止，请稍等几秒再试。',
  'server.no_person': '没有这个人，请在页面上重新选择。',
  'server.no_channel': '这个群不存在，或者你不在群里。',
  'server.channel_archived': '这个群已归档，只能查看。',
  'server.message_empty': '请先写点什么，或者添加附件。',
  'server.message_too_long': (p: { limit: string }) => `消息太长，最多 ${p.limit} 个字。可以改成附件发送。`,
  'server.too_many_files': (p: { limit: string }) => `一次最多 ${p.limit} 个附件。`,
  'server.wrong_type': '这种文件不能上传。可以上传 PDF、Office 文档、图片、图纸、压缩包和文本。',
  'server.file_missing': '附件找不到，或者你无权查看。',
  'server.form_errors': (p: { errors: string }) => `请检查：${p.errors}`,
  'server.clock_forward': '演示时钟只能往前拨，一次最多 60 天。',
} as const;
