import type { Component } from 'solid-js'
import {
  AskFirstSpecimen,
  ButtonSpecimen,
  CopyButtonSpecimen,
  DisclosureSpecimen,
  IconButtonSpecimen,
  KeysSpecimen,
  MenuSpecimen,
} from './controls.tsx'
import { DialogSpecimen, LazyPartSpecimen, PanelSpecimen, PopoverSpecimen, SectionHeadingSpecimen } from './dialogs.tsx'
import {
  CheckboxSpecimen,
  FieldSpecimen,
  FormCardSpecimen,
  HandedOverSpecimen,
  SelectFieldSpecimen,
  TextFieldSpecimen,
} from './forms.tsx'
import {
  BadgeSpecimen,
  ClockSpecimen,
  LoadedSpecimen,
  NoticeSpecimen,
  OldNoticeSpecimen,
  RefusedSpecimen,
  RowsSpecimen,
  StatusDotSpecimen,
  WhenSpecimen,
} from './words-and-rows.tsx'

/** One for each file of ui/ that draws something; a test says which is missing. */
export const specimens: readonly { file: string; views: readonly Component[] }[] = [
  { file: 'section-heading.tsx', views: [SectionHeadingSpecimen] },
  { file: 'button.tsx', views: [ButtonSpecimen, IconButtonSpecimen] },
  { file: 'copy-button.tsx', views: [CopyButtonSpecimen] },
  { file: 'ask-first.tsx', views: [AskFirstSpecimen] },
  { file: 'menu.tsx', views: [MenuSpecimen] },
  { file: 'dialog.tsx', views: [DialogSpecimen] },
  { file: 'popover.tsx', views: [PopoverSpecimen] },
  { file: 'panel.tsx', views: [PanelSpecimen] },
  { file: 'lazy-part.tsx', views: [LazyPartSpecimen] },
  { file: 'disclosure.tsx', views: [DisclosureSpecimen] },
  { file: 'keys.tsx', views: [KeysSpecimen] },
  { file: 'text-field.tsx', views: [TextFieldSpecimen] },
  { file: 'select-field.tsx', views: [SelectFieldSpecimen] },
  { file: 'field.tsx', views: [FieldSpecimen] },
  { file: 'checkbox.tsx', views: [CheckboxSpecimen] },
  { file: 'form-card.tsx', views: [FormCardSpecimen] },
  { file: 'handed-over.tsx', views: [HandedOverSpecimen] },
  { file: 'refused.tsx', views: [RefusedSpecimen] },
  { file: 'notice.tsx', views: [NoticeSpecimen] },
  { file: 'old-notice.tsx', views: [OldNoticeSpecimen] },
  { file: 'loaded.tsx', views: [LoadedSpecimen] },
  { file: 'rows.tsx', views: [RowsSpecimen] },
  { file: 'badge.tsx', views: [BadgeSpecimen] },
  { file: 'status-dot.tsx', views: [StatusDotSpecimen] },
  { file: 'when.tsx', views: [WhenSpecimen] },
  { file: 'clock.tsx', views: [ClockSpecimen] },
]
