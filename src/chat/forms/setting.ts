import { isSettingKey, SETTING_KEYS, type SettingKey } from '../../app/settings.ts';
import { refuse } from '../../domain/result.ts';
import type { Field, Form } from '../form.ts';
import { editorOf, readSetting } from '../setting-values.ts';
import { type Talk, text } from '../talk.ts';
import { adminsOnly } from './admins-only.ts';
import { refusedReply } from './before-open.ts';
import { type FormDefinition, isForm, type Parsed } from './definition.ts';
import { choicesOf, fieldsFor, formOf } from './fields.ts';
import { readValues } from './read-values.ts';

/** One setting at a time: which one, then an editor for its kind. */
export const settingForm: FormDefinition = {
  build: async (talk, subject) => {
    const refused = await adminsOnly(talk, 'settings');
    if (refused) return refused;
    if (subject.subject === null || !isSettingKey(subject.subject)) return chooseKey(talk);
    const key = subject.subject;
    const inFile = await talk.parts.store.transaction((tx) => tx.settings.inFile());
    if (inFile.has(key))
      return refusedReply(talk, refuse('set_in_file', { key: { term: `setting.${key}` } }).refusal, {
        what: 'settings',
      });
    return editForm(talk, key, subject.initial.value);
  },
  parse: async (talk, values, context): Promise<Parsed> => {
    const key = context.setting ?? '';
    if (!isSettingKey(key)) {
      const chosen = readValues(talk, values).oneOf('key', SETTING_KEYS);
      if (chosen === null) return { ok: false, errors: { key: text(talk, 'form.required') } };
      const built = await settingForm.build(talk, { orderId: null, subject: chosen, initial: {}, seen: null });
      return { ok: false, reply: isForm(built) ? { kind: 'form', form: built } : built };
    }
    const read = readSetting(talk, key, values.value ?? '');
    return read.ok
      ? { ok: true, request: { command: 'settings', input: { key, value: read.value } } }
      : { ok: false, errors: { value: read.error } };
  },
};

function chooseKey(talk: Talk): Form {
  const f = fieldsFor(talk);
  return formOf(talk, 'setting', { title: 'form.setting', submit: 'form.next' }, [
    {
      fields: [
        f.select('key', choicesOf(talk, SETTING_KEYS, 'setting'), { label: 'form.setting_which', required: true }),
      ],
    },
  ]);
}

function editForm(talk: Talk, key: SettingKey, typed: string | undefined): Form {
  const editor = editorOf(talk, key);
  const f = fieldsFor(talk, typed === undefined ? {} : { value: typed });
  const label = { label: `setting.${key}`, hint: editor.hint, required: editor.isRequired } as const;
  const field: Field =
    editor.kind === 'checks'
      ? f.checks('value', editor.choices, { ...label, initial: editor.initial })
      : editor.kind === 'choice'
        ? f.radio('value', editor.choices, { ...label, initial: editor.initial })
        : editor.kind === 'lines'
          ? f.multiline('value', { ...label, max: 4000, initial: editor.initial })
          : f.text('value', { ...label, max: 200, initial: editor.initial });
  return formOf(talk, 'setting', { title: 'form.setting_edit', submit: 'form.save' }, [{ fields: [field] }], {
    context: { setting: key },
  });
}
