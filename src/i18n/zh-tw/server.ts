import type { Catalogue } from '../catalogue.ts';
import type { server as source } from '../zh-cn/server.ts';

export const server = {
  'server.home': '我的待辦',
  'server.not_found': '沒有這個頁面。',
  'server.fault': (p: { id: string }) => `發生問題，已經記錄下來。請稍後再試；回報管理員時請附上編號 ${p.id}。`,
  'server.foreign_origin': '這個要求不是從本站頁面送出的，已拒絕。請回到頁面重新操作。',
  'server.foreign_host': '這個位址不是本服務的位址，已拒絕。請用啟動時顯示的位址開啟。',
  'server.not_public':
    '示範環境不需登入，任何能開啟它的人都能以任何人的身分操作，所以只在本機開放。確定要對外開放，請設定 PLAYGROUND_PUBLIC=yes 後重新啟動。',
  'server.too_large': (p: { limit: string }) => `內容太大，上限 ${p.limit}。`,
  'server.bad_request': '送出的內容不完整，請重新整理頁面後再試。',
  'server.starting': '服務正在啟動或停止，請稍等幾秒再試。',
  'server.no_person': '沒有這個人，請在頁面上重新選擇。',
  'server.no_channel': '這個頻道不存在，或者你不在裡面。',
  'server.channel_archived': '這個頻道已封存，只能檢視。',
  'server.message_empty': '請先寫點什麼，或者加上附件。',
  'server.message_too_long': (p: { limit: string }) => `訊息太長，最多 ${p.limit} 個字。可以改用附件傳送。`,
  'server.too_many_files': (p: { limit: string }) => `一次最多 ${p.limit} 個附件。`,
  'server.wrong_type': '這種檔案不能上傳。可以上傳 PDF、Office 文件、圖片、圖面、壓縮檔和文字檔。',
  'server.file_missing': '找不到附件，或者你沒有檢視權限。',
  'server.form_errors': (p: { errors: string }) => `請檢查：${p.errors}`,
  'server.clock_forward': '示範時鐘只能往前調，一次最多 60 天。',
} as const satisfies Catalogue<typeof source>;
