import type { JSX } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Notice } from './notice.tsx'
import { uiEn } from './ui.en.ts'

/** Beside what is shown: the server does not answer, so that it may be old. */
export function OldNotice(props: { children?: JSX.Element }) {
  const words = useWords('ui', uiEn)
  return (
    <Notice tone="warning">
      <p>{words().old}</p>
      {props.children}
    </Notice>
  )
}
