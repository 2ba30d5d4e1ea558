import { html } from 'hono/html';
import type { Locale } from '../../../src/i18n/locale.ts';
import { translate } from '../../../src/i18n/translate.ts';
import type { FileView } from '../model.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';

const PICTURES = /^image\/(png|jpe?g|gif|webp|avif)$/;

/** Attachments: pictures as thumbnails, other files by name and size; a click opens or downloads. */
export function renderFiles(files: readonly FileView[], locale: Locale): Html {
  return html`<ul class="files">${files.map((file) => html`<li>${renderFile(file, locale)}</li>`)}</ul>`;
}

function renderFile(file: FileView, locale: Locale): Html {
  const url = fileUrl(file.id);
  const size = formatSize(locale, file.size);
  const label = translate(locale, 'playground.download', { name: file.name, size });
  if (PICTURES.test(file.type)) {
    return html`<a class="file file-picture" href="${url}" target="_blank" rel="noopener" aria-label="${label}"
      ><img src="${url}" alt="" loading="lazy"><span class="file-name"><bdi>${file.name}</bdi></span></a>`;
  }
  return html`<a class="file" href="${url}" download="${file.name}" aria-label="${label}"
    >${renderIcon('file')}<span class="file-name"><bdi>${file.name}</bdi></span><span class="file-size">${size}</span></a>`;
}

export function fileUrl(id: string): string {
  return `/playground/files/${encodeURIComponent(id)}`;
}

/** Bytes as people say them: `340 KB`, `2.1 MB`. */
export function formatSize(locale: Locale, bytes: number): string {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  if (bytes < 1024) return `${format.format(bytes)} B`;
  if (bytes < 1024 * 1024) return `${format.format(Math.round(bytes / 1024))} KB`;
  return `${format.format(bytes / 1024 / 1024)} MB`;
}
