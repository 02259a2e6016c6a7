import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

/** Every version of the scheme's settings. */
export const schemeSettings = defineTable({
  columns: { ordinal: 'integer', effective_on: 'text', scheme_id: 'text', settings: 'json' },
  key: ['ordinal'],
});

export const schemeProjection: Projection<'SchemeConfigured'> = {
  SchemeConfigured({ data: { schemeId, effectiveOn, ...settings }, ordinal }, page) {
    page.insert('scheme_settings', {
      ordinal,
      effective_on: effectiveOn,
      scheme_id: schemeId,
      settings: JSON.stringify(settings),
    });
  },
};
